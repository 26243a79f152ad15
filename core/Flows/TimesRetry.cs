namespace Orleans.TaskFlow;

/// <summary>Tries a number of times, and provides the number of each.</summary>
internal sealed class TimesRetry(int attempts, RetryDecision givingUp, Func<int, TimeSpan>? delay, string? name, AtomContract? contract)
    : RetryAtom(name, contract, delay)
{
    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) =>
        new(Document.From(call.History.Attempts.Count + 1));

    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) =>
        new(call.History.Attempts.Count < attempts ? RetryDecision.Retry : givingUp);
}
