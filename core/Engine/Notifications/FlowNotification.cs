namespace Orleans.TaskFlow;

/// <summary>Something that happened to a flow: a <see cref="FlowStateNotification"/>, a <see cref="TaskNotification"/>, a
/// <see cref="RetryNotification"/>, a <see cref="ProgressNotification"/>, or for remote and slow watchers a <see cref="MissedNotification"/>. What it tells has been saved.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
public abstract record FlowNotification(string FlowUuid, string FlowName);
