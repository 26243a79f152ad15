using BenchmarkDotNet.Running;
using Orleans.TaskFlow.Tests.Benchmarks;

if (args.Contains("--micro"))
{
    BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run([.. MicroConfig.ArgumentsOf(args)], new MicroConfig());
    return 0;
}

var command = new BenchmarkCommand([.. EmbeddedSubject.Kinds.Select(kind => kind.Name), .. OtherProgram.All.SelectMany(program => program.Subjects)]);
return await command.RunAsync(args, options =>
{
    bool isAsked(string name) => options.On.Count == 0 || options.On.Contains(name);
    return new BenchmarkRun(options).RunAsync(
        [.. EmbeddedSubject.Kinds.Where(kind => isAsked(kind.Name))],
        () => OtherProgram.All
            .Select(program => program with { Subjects = [.. program.Subjects.Where(isAsked)] })
            .Where(program => program.Subjects.Count > 0)
            .ToAsyncEnumerable()
            .SelectMany(program => program.RunAsync(options with { On = program.Subjects }, isOptional: options.On.Count == 0)));
});
