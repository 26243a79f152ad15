using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>How BenchmarkDotNet measures the parts: shortly, in this process, with what they allocate.</summary>
internal sealed class MicroConfig : ManualConfig
{
    public MicroConfig()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
        WithArtifactsPath(Path.Combine(Path.GetTempPath(), "taskflow-benchmark-artifacts"));
    }

    /// <summary>What of the command line is BenchmarkDotNet's: all benchmarks, unless it says which.</summary>
    public static IEnumerable<string> ArgumentsOf(IEnumerable<string> args)
    {
        string[] rest = [.. args.Where(arg => arg != "--micro")];
        return rest.Contains("--filter") || rest.Contains("--list") ? rest : [.. rest, "--filter", "*"];
    }
}
