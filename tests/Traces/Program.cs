using Orleans.TaskFlow.Tests.Traces;

return OtherProgram.All.FirstOrDefault(program => program.Backends.Contains(TraceProgram.BackendOf(args))) is { } other
    ? await other.RunAsync(args, Console.Out)
    : await TraceProgram.RunAsync(args, EmbeddedHosts.ByName, Console.Out, [.. OtherProgram.All.SelectMany(program => program.Backends)]);
