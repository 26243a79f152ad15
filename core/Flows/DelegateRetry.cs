namespace Orleans.TaskFlow;

/// <summary>A retry made of functions.</summary>
internal sealed class DelegateRetry(
    Func<RetryCall, RetryDecision> decide,
    Func<RetryCall, Document>? execute,
    Func<int, TimeSpan>? delay,
    string? name,
    AtomContract? contract)
    : RetryAtom(name, contract, delay)
{
    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) =>
        new(execute?.Invoke(call) ?? Document.Null);

    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) => new(decide(call));
}
