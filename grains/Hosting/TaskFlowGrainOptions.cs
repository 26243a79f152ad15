using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>How the storages of flows in a silo deal with a store that fails.</summary>
public sealed class TaskFlowGrainOptions
{
    /// <summary>How often a write is tried, the first time included: 3, as in the seeds. At least 1.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>
    /// How long to wait between two attempts: 5 seconds, as in the seeds. Not negative. All attempts together are to be over before
    /// callers give up waiting (Orleans' response timeout, 30 seconds), or they never hear the outcome.
    /// </summary>
    public TimeSpan AttemptDelay { get; set; } = TimeSpan.FromSeconds(5);

    internal FlowStorageOptions ToStorageOptions() => new() { Attempts = Attempts, AttemptDelay = AttemptDelay };
}
