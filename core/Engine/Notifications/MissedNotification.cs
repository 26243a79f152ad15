namespace Orleans.TaskFlow;

/// <summary>Who watches a flow through <see cref="IFlowRunner.WatchAsync"/> was too slow, or cut off, and did not get some notifications.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="Count">How many were missed; 0 if that is not known.</param>
public sealed record MissedNotification(string FlowUuid, string FlowName, long Count) : FlowNotification(FlowUuid, FlowName);
