namespace Orleans.TaskFlow;

/// <summary>How an embedded <see cref="IFlowRunner"/> runs flows.</summary>
public sealed class FlowRunnerOptions
{
    /// <summary>How many flows are run at the same time: 64; at least 1. Others wait for one of them to end, and count as running meanwhile.</summary>
    public int MaxFlows { get; set; } = 64;

    /// <summary>
    /// How long tasks that are under way may take when the host stops: 10 seconds; not negative. Then their tokens are cancelled, and those
    /// that do not react in the same time again are left alone, to be called anew when their flow is resumed.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How each flow is run. Tasks get the host's services, unless others are set here.</summary>
    public FlowEngineOptions Engine { get; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is out of the range that it documents.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFlows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StopTimeout, TimeSpan.Zero);
        Engine.Validate();
    }
}
