namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The trace runner's command line, the same for every host: <c>[--on BACKEND] PATH...</c>.</summary>
public static class TraceProgram
{
    private const string Default = "memory";

    /// <summary>
    /// Replays the traces of all paths. Writes a line for each step that failed and for whatever could not be read, and
    /// <c>N passed, M failed</c> as the last line.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="hosts">What starts each backend that there is, by its name.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="elsewhere">Backends that another program replays on, and the caller has started for them.</param>
    /// <returns>The exit code: 0 if something passed and nothing failed, else 1.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args,
        IReadOnlyDictionary<string, Func<Task<IBackendHost>>> hosts,
        TextWriter output,
        IReadOnlyList<string>? elsewhere = null)
    {
        string usage = $"Usage: [--on {string.Join('|', hosts.Keys.Concat(elsewhere ?? []))}] PATH..., a PATH being a .json, .jsonl or .jsonl.gz, or a folder of them.";
        if (Parse(args, hosts.Keys, out string backend, out IReadOnlyList<string> paths) is { } problem)
        {
            await output.WriteLineAsync($"{problem} {usage}");
            return await SummarizeAsync(output, passed: 0, failed: 0);
        }

        int passed = 0;
        int failed = 0;
        await using IBackendHost host = await hosts[backend]();
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

        return await SummarizeAsync(output, passed, failed);
    }

    /// <summary>The backend that a command line asks for.</summary>
    public static string BackendOf(IReadOnlyList<string> args)
    {
        int index = args.ToList().IndexOf("--on");
        return index >= 0 && index + 1 < args.Count ? args[index + 1] : Default;
    }

    private static string? Parse(IReadOnlyList<string> args, IEnumerable<string> known, out string backend, out IReadOnlyList<string> paths)
    {
        backend = BackendOf(args);
        int on = args.ToList().IndexOf("--on");
        paths = [.. args.Where((_, index) => on < 0 || (index != on && index != on + 1))];

        return on >= 0 && on + 1 >= args.Count ? "--on is given without a backend."
            : !known.Contains(backend) ? $"There is no backend '{backend}'."
            : paths.FirstOrDefault(path => path.StartsWith("--", StringComparison.Ordinal)) is { } option ? $"There is no option '{option}'."
            : paths.Count == 0 ? "No path is given."
            : null;
    }

    private static async Task<int> SummarizeAsync(TextWriter output, int passed, int failed)
    {
        await output.WriteLineAsync($"{passed} passed, {failed} failed");
        return passed > 0 && failed == 0 ? 0 : 1;
    }
}
