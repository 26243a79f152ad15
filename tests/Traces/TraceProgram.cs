namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The trace runner's command line, the same for every host: <c>[--on BACKEND]... PATH...</c>.</summary>
public static class TraceProgram
{
    private const string Option = "--on";
    private const string Default = "memory";

    /// <summary>
    /// Replays the traces of all paths on each backend. Writes a line for each step that failed and for whatever could not be read; if there are
    /// several backends, <c>BACKEND: N passed, M failed</c> after each; and <c>N passed, M failed</c>, of them all, as the last line.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="hosts">What starts each backend that there is, by its name.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="elsewhere">Backends that another program replays on, and the caller has started for them.</param>
    /// <returns>The exit code: 0 if something passed on each backend and nothing failed, else 1.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        IReadOnlyDictionary<string, Func<Task<IBackendHost>>> hosts,
        TextWriter output,
        IReadOnlyList<string>? elsewhere = null)
    {
        string usage = $"Usage: [{Option} {string.Join('|', hosts.Keys.Concat(elsewhere ?? []))}]... PATH..., a PATH being a .json, .jsonl or .jsonl.gz, or a folder of them.";
        var (backends, paths) = Split(args);
        if (ProblemOf(backends, paths, hosts.Keys, elsewhere ?? []) is { } problem)
        {
            await output.WriteLineAsync($"{problem} {usage}");
            await output.WriteLineAsync(Line((0, 0)));
            return 1;
        }

        var counts = new List<(int Passed, int Failed)>();
        foreach (string backend in backends)
        {
            counts.Add(await ReplayAsync(paths, hosts[backend], output));
            if (backends.Count > 1)
            {
                await output.WriteLineAsync($"{backend}: {Line(counts[^1])}");
            }
        }

        await output.WriteLineAsync(Line((counts.Sum(count => count.Passed), counts.Sum(count => count.Failed))));
        return counts.All(count => count is { Passed: > 0, Failed: 0 }) ? 0 : 1;
    }

    /// <summary>The backends that a command line asks for.</summary>
    public static IReadOnlyList<string> BackendsOf(IReadOnlyList<string> args) => Split(args).Backends;

    private static async Task<(int Passed, int Failed)> ReplayAsync(IReadOnlyList<string> paths, Func<Task<IBackendHost>> start, TextWriter output)
    {
        int passed = 0;
        int failed = 0;
        await using IBackendHost host = await start();
        foreach (var (trace, error) in paths.SelectMany(TraceReader.Read))
        {
            IReadOnlyList<string> failures = trace is null ? [error!.Message] : await new TraceRun(trace, host).ReplayAsync();
            foreach (string failure in failures)
            {
                await output.WriteLineAsync($"FAIL {failure}");
            }

            if (failures.Count == 0)
            {
                passed++;
            }
            else
            {
                failed++;
            }
        }

        return (passed, failed);
    }

    // An option without a value is left among the paths.
    private static (IReadOnlyList<string> Backends, IReadOnlyList<string> Paths) Split(IReadOnlyList<string> args)
    {
        var backends = new List<string>();
        var paths = new List<string>();
        for (int index = 0; index < args.Count; index++)
        {
            if (args[index] == Option && index + 1 < args.Count)
            {
                backends.Add(args[++index]);
            }
            else
            {
                paths.Add(args[index]);
            }
        }

        return (backends.Count == 0 ? [Default] : backends, paths);
    }

    private static string? ProblemOf(
        IReadOnlyList<string> backends, IReadOnlyList<string> paths, IEnumerable<string> known, IReadOnlyList<string> elsewhere) =>
        paths.Contains(Option) ? $"{Option} is given without a backend."
            : backends.FirstOrDefault(elsewhere.Contains) is { } other ? $"'{other}' is a program's of its own: give it in a run of its own."
            : backends.FirstOrDefault(backend => !known.Contains(backend)) is { } unknown ? $"There is no backend '{unknown}'."
            : paths.FirstOrDefault(path => path.StartsWith("--", StringComparison.Ordinal)) is { } option ? $"There is no option '{option}'."
            : paths.Count == 0 ? "No path is given."
            : null;

    private static string Line((int Passed, int Failed) count) => $"{count.Passed} passed, {count.Failed} failed";
}
