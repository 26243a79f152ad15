namespace Orleans.TaskFlow;

/// <summary>Something that happened to a flow: a <see cref="FlowStateNotification"/>, a <see cref="TaskNotification"/>, a
/// <see cref="RetryNotification"/> or a <see cref="ProgressNotification"/>. What it tells has been saved.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
public abstract record FlowNotification(string FlowUuid, string FlowName);
