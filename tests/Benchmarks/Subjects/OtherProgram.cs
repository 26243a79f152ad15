using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What measures subjects that need packages which this program does not: a program of its own, that is built when it is asked for.
/// </summary>
/// <param name="Subjects">What it measures.</param>
/// <param name="Project">The fact about this assembly that says where its project is.</param>
/// <param name="Needs">What it takes to build it.</param>
internal sealed record OtherProgram(IReadOnlyList<string> Subjects, string Project, string Needs)
{
    public static IReadOnlyList<OtherProgram> All { get; } =
    [
        // On each store, as Orleans' records or in our tables, with the caller in the silo or, over TCP, outside.
        new(
            [
                "cluster", "cluster+sqlite", "cluster+sqlite+tables", "cluster+postgres", "cluster+postgres+tables", "cluster+mysql",
                "cluster+mysql+tables", "cluster-tcp", "cluster-tcp+sqlite",
            ],
            "ClusterProject",
            "Orleans' packages"),
        new(["mysql"], "MySqlProject", "the package MySqlConnector"),
    ];

    /// <summary>Runs it. It prints its rows itself.</summary>
    /// <param name="options">What it is to measure.</param>
    /// <param name="isOptional">Whether it is left out, with a remark, where it cannot be built.</param>
    /// <exception cref="ClusterException">It cannot be built, or fails.</exception>
    public async IAsyncEnumerable<Row> RunAsync(BenchmarkOptions options, bool isOptional)
    {
        string project = Fact(Project);
        string configuration = Fact("Configuration");
        var (built, log) = await DotnetAsync(["build", project, "-c", configuration, "-v", "quiet", "-nologo"], captured: true);
        if (built != 0 && isOptional)
        {
            Console.WriteLine($"{string.Join(", ", Subjects)}: not measured, for {project} cannot be restored and built here. It needs {Needs}.");
            yield break;
        }

        if (built != 0)
        {
            throw new ClusterException($"{log}\n{project} cannot be restored and built here: see above. It needs {Needs}.");
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

    private static string Fact(string name) => typeof(OtherProgram).Assembly
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
