using Orleans.TaskFlow.Tests.Benchmarks;

return await new BenchmarkCommand(ClusterSubject.Kinds.Select(kind => kind.Name)).RunAsync(
    args,
    options => new BenchmarkRun(options).RunAsync(
        [.. ClusterSubject.Kinds.Where(kind => options.On.Count == 0 || options.On.Contains(kind.Name))]));
