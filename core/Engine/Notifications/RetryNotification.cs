namespace Orleans.TaskFlow;

/// <summary>A retry entered a state.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="AtomName">The retry.</param>
/// <param name="State">The state that it entered.</param>
/// <param name="Previous">The state that it was in.</param>
public sealed record RetryNotification(string FlowUuid, string FlowName, string AtomName, State State, State Previous)
    : AtomNotification(FlowUuid, FlowName, AtomName, State, Previous);
