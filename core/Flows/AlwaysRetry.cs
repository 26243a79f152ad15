namespace Orleans.TaskFlow;

/// <summary>Decides the same whatever happens.</summary>
internal sealed class AlwaysRetry(RetryDecision decision, string? name, AtomContract? contract) : RetryAtom(name, contract)
{
    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) => new(decision);
}
