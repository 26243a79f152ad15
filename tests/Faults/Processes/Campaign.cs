using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// How much is tried, and from which seed: <c>TASKFLOW_FAULTS=long</c> tries all that was promised, <c>TASKFLOW_KILLS</c> so many kills or restarts,
/// <c>TASKFLOW_SEED</c> repeats a run.
/// </summary>
internal static class Campaign
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TASKFLOW_FAULTS") == "long";

    private static int? Given { get; } = int.TryParse(Environment.GetEnvironmentVariable("TASKFLOW_KILLS"), out int kills) ? kills : null;

    private static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TASKFLOW_SEED"), out int seed) ? seed : Environment.TickCount;

    /// <summary>How often something is killed or restarted.</summary>
    /// <param name="usual">In a usual run.</param>
    /// <param name="all">In a long one.</param>
    public static int Kills(int usual, int all) => Given ?? (IsLong ? all : usual);

    /// <summary>Chance that can be repeated, as far as processes can.</summary>
    public static Random Chance(ITestOutputHelper output)
    {
        output.WriteLine($"TASKFLOW_SEED={Seed}");
        return new Random(Seed);
    }
}
