using BenchmarkDotNet.Running;
using Orleans.TaskFlow.Tests.Benchmarks;

if (args.Contains("--micro"))
{
    BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run([.. MicroConfig.ArgumentsOf(args)], new MicroConfig());
    return 0;
}

var command = new BenchmarkCommand([.. EmbeddedSubject.Kinds.Select(kind => kind.Name), .. ClusterProgram.Subjects]);
return await command.RunAsync(args, options =>
{
    SubjectKind[] embedded = [.. EmbeddedSubject.Kinds.Where(kind => options.On.Count == 0 || options.On.Contains(kind.Name))];
    string[] clusters = [.. ClusterProgram.Subjects.Where(name => options.On.Count == 0 || options.On.Contains(name))];
    return new BenchmarkRun(options).RunAsync(
        embedded,
        clusters.Length == 0 ? null : () => ClusterProgram.RunAsync(options with { On = clusters }, isOptional: options.On.Count == 0));
});
