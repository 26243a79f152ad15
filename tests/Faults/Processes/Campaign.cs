using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>How much is tried, and from which seed: <c>TASKFLOW_FAULTS=long</c> tries all that was promised, <c>TASKFLOW_SEED</c> repeats a run.</summary>
internal static class Campaign
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TASKFLOW_FAULTS") == "long";

    private static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TASKFLOW_SEED"), out int seed) ? seed : Environment.TickCount;

    /// <summary>Chance that can be repeated, as far as processes can.</summary>
    public static Random Chance(ITestOutputHelper output)
    {
        output.WriteLine($"TASKFLOW_SEED={Seed}");
        return new Random(Seed);
    }
}
