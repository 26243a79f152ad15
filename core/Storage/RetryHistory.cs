namespace Orleans.TaskFlow;

/// <summary>What a retry has been through (the seeds' <c>History</c>).</summary>
/// <param name="Failure">How the retry itself failed, if it did.</param>
/// <param name="Attempts">Its attempts, the oldest first.</param>
public sealed record RetryHistory(Failure? Failure, IReadOnlyList<RetryAttempt> Attempts)
{
    /// <summary>Whether a <typeparamref name="TException"/>, or an exception of a type derived from it, made any attempt fail (the seeds' <c>caused_by</c>).</summary>
    /// <param name="lastAttemptOnly">To look at the last attempt alone.</param>
    /// <param name="includeRetry">To look at how the retry itself failed, too.</param>
    public bool CausedBy<TException>(bool lastAttemptOnly = false, bool includeRetry = false)
        where TException : Exception =>
        (lastAttemptOnly ? Attempts.TakeLast(1) : Attempts).Any(attempt => attempt.Failures.Values.Any(failure => failure.Check<TException>()))
        || (includeRetry && Failure?.Check<TException>() is true);
}
