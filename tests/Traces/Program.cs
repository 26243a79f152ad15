using Orleans.TaskFlow.Tests.Traces;

return OtherProgram.All.FirstOrDefault(program => TraceProgram.BackendsOf(args).All(program.Backends.Contains)) is { } other
    ? await other.RunAsync(args, Console.Out)
    : await TraceProgram.RunAsync(args, EmbeddedHosts.ByName, Console.Out, [.. OtherProgram.All.SelectMany(program => program.Backends)]);
