namespace Orleans.TaskFlow;

/// <summary>A flow entered a state.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="State">The state that it entered.</param>
/// <param name="Previous">The state that it was in.</param>
public sealed record FlowStateNotification(string FlowUuid, string FlowName, State State, State Previous) : FlowNotification(FlowUuid, FlowName)
{
    /// <summary>How long the run took that ended in this state, in SUCCESS, REVERTED, FAILURE and SUSPENDED; else <see langword="null"/>.</summary>
    public TimeSpan? Duration { get; init; }
}
