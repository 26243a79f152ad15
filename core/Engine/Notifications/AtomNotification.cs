namespace Orleans.TaskFlow;

/// <summary>An atom entered a state.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="AtomName">The atom.</param>
/// <param name="State">The state that it entered.</param>
/// <param name="Previous">The state that it was in.</param>
public abstract record AtomNotification(string FlowUuid, string FlowName, string AtomName, State State, State Previous)
    : FlowNotification(FlowUuid, FlowName)
{
    /// <summary>What it returned, in SUCCESS and REVERTED; else <see langword="null"/>.</summary>
    public Document? Result { get; init; }

    /// <summary>How it failed, in FAILURE and REVERT_FAILURE; else <see langword="null"/>.</summary>
    public Failure? Failure { get; init; }

    /// <summary>How long its code ran, in SUCCESS, FAILURE, REVERTED and REVERT_FAILURE; else <see langword="null"/>.</summary>
    public TimeSpan? Duration { get; init; }
}
