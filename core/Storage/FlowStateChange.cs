namespace Orleans.TaskFlow;

/// <summary>What became of a request to change a flow's state.</summary>
/// <param name="Changed">Whether the transition was made; <see langword="false"/> if it was ignored.</param>
/// <param name="Previous">The state that the flow was in before.</param>
public readonly record struct FlowStateChange(bool Changed, State Previous);
