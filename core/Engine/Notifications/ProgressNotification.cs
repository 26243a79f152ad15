namespace Orleans.TaskFlow;

/// <summary>A task reported progress.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="TaskName">The task.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="Details">What the task said about it; <see langword="null"/> if nothing.</param>
public sealed record ProgressNotification(string FlowUuid, string FlowName, string TaskName, double Progress, Document? Details)
    : FlowNotification(FlowUuid, FlowName);
