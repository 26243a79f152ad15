using System.Diagnostics;
using System.Reflection;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>
/// The runner for clusters: a program of its own, so that this one needs no Orleans package. It is built when it is asked for.
/// </summary>
internal static class ClusterProgram
{
    public static readonly IReadOnlyList<string> Backends = ["cluster", "cluster+sqlite", "cluster+postgres", "cluster+mysql", "cluster+zookeeper"];

    /// <summary>Runs it with a command line; what it prints is printed here, and its exit code is returned.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string project = Fact("ClusterProject");
        string configuration = Fact("Configuration");

        var (built, log) = await DotnetAsync(["build", project, "-c", configuration, "-v", "quiet", "-nologo"], captured: true);
        if (built != 0)
        {
            await output.WriteLineAsync(log);
            await output.WriteLineAsync(
                $"--on {TraceProgram.BackendOf(args)} needs {project}, which cannot be restored and built here: see above. It needs Orleans' packages.");
            await output.WriteLineAsync("0 passed, 1 failed");
            return 1;
        }

        var (code, _) = await DotnetAsync(["run", "--no-build", "-c", configuration, "--project", project, "--", .. args], captured: false);
        return code;
    }

    private static string Fact(string name) => typeof(ClusterProgram).Assembly
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
