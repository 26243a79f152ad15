using Orleans.TaskFlow.Tests.Traces;

return ClusterProgram.Backends.Contains(TraceProgram.BackendOf(args))
    ? await ClusterProgram.RunAsync(args, Console.Out)
    : await TraceProgram.RunAsync(args, EmbeddedHosts.ByName, Console.Out, ClusterProgram.Backends);
