namespace Orleans.TaskFlow;

/// <summary>What a retry has been through (the seeds' <c>History</c>).</summary>
/// <param name="Failure">How the retry itself failed, if it did.</param>
/// <param name="Attempts">Its attempts, the oldest first.</param>
public sealed record RetryHistory(Failure? Failure, IReadOnlyList<RetryAttempt> Attempts);
