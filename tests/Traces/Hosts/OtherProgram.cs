using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>
/// A runner for backends that need packages which this program does not: a program of its own, that is built when it is asked for.
/// </summary>
/// <param name="Backends">What it replays on.</param>
/// <param name="Project">The fact about this assembly that says where its project is.</param>
/// <param name="Needs">What it takes to build it.</param>
internal sealed record OtherProgram(IReadOnlyList<string> Backends, string Project, string Needs)
{
    public static IReadOnlyList<OtherProgram> All { get; } =
    [
        new(
            [
                "cluster", "cluster+sqlite", "cluster+postgres", "cluster+mysql", "cluster+zookeeper",
                "cluster+sqlite+tables", "cluster+postgres+tables", "cluster+mysql+tables",
            ],
            "ClusterProject",
            "Orleans' packages"),
        new(["mysql"], "MySqlProject", "the package MySqlConnector"),
    ];

    /// <summary>Runs it with a command line; what it prints is printed here, and its exit code is returned.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string project = Fact(Project);
        string configuration = Fact("Configuration");

        var (built, log) = await DotnetAsync(["build", project, "-c", configuration, "-v", "quiet", "-nologo"], captured: true);
        if (built != 0)
        {
            await output.WriteLineAsync(log);
            await output.WriteLineAsync(
                $"--on {string.Join(", ", TraceProgram.BackendsOf(args))} needs {project}, which cannot be restored and built here: see above. It needs {Needs}.");
            await output.WriteLineAsync("0 passed, 1 failed");
            return 1;
        }

        var (code, _) = await DotnetAsync(["run", "--no-build", "-c", configuration, "--project", project, "--", .. args], captured: false);
        return code;
    }

    private static string Fact(string name) => typeof(OtherProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(fact => fact.Key == name).Value!;

    private static async Task<(int Code, string Output)> DotnetAsync(IEnumerable<string> args, bool captured)
    {
        var start = new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = captured };
        using Process process = Process.Start(start)!;
        string output = captured ? await process.StandardOutput.ReadToEndAsync() : "";
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}
