using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What measures clusters: a program of its own, so that this one needs no Orleans package. It is built when it is asked for.
/// </summary>
internal static class ClusterProgram
{
    /// <summary>What it measures: on each store, as Orleans' records or in our tables, with the caller in the silo or, over TCP, outside.</summary>
    public static readonly IReadOnlyList<string> Subjects =
    [
        "cluster", "cluster+sqlite", "cluster+sqlite+tables", "cluster+postgres", "cluster+postgres+tables", "cluster+mysql", "cluster+mysql+tables",
        "cluster-tcp", "cluster-tcp+sqlite",
    ];

    /// <summary>Runs it. It prints its rows itself.</summary>
    /// <param name="options">What it is to measure.</param>
    /// <param name="isOptional">Whether it is left out, with a remark, where it cannot be built.</param>
    /// <exception cref="ClusterException">It cannot be built, or fails.</exception>
    public static async IAsyncEnumerable<Row> RunAsync(BenchmarkOptions options, bool isOptional)
    {
        string project = Fact("ClusterProject");
        string configuration = Fact("Configuration");
        var (built, log) = await DotnetAsync(["build", project, "-c", configuration, "-v", "quiet", "-nologo"], captured: true);
        if (built != 0 && isOptional)
        {
            Console.WriteLine($"No cluster is measured: {project} cannot be restored and built here. It needs Orleans' packages.");
            yield break;
        }

        if (built != 0)
        {
            throw new ClusterException($"{log}\n{project} cannot be restored and built here: see above. It needs Orleans' packages.");
        }

        string file = Path.Combine(options.Folder, $"taskflow-benchmark-{Guid.NewGuid()}.jsonl");
        IReadOnlyList<string> args = BenchmarkCommand.ArgumentsOf(options with { JsonFile = file, RowsOnly = true });
        var (code, _) = await DotnetAsync(["run", "--no-build", "-c", configuration, "--project", project, "--", .. args], captured: false);
        if (File.Exists(file))
        {
            foreach (string line in await File.ReadAllLinesAsync(file))
            {
                yield return JsonRows.Read(line);
            }

            File.Delete(file);
        }

        if (code != 0)
        {
            throw new ClusterException($"{project} ended with exit code {code}: see above.");
        }
    }

    private static string Fact(string name) => typeof(ClusterProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(fact => fact.Key == name).Value!;

    private static async Task<(int Code, string Output)> DotnetAsync(IEnumerable<string> args, bool captured)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = captured })!;
        string output = captured ? await process.StandardOutput.ReadToEndAsync() : "";
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}
