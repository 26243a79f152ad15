namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>One of the library's retries, which is watched.</summary>
internal sealed class SimulatedRetry(DrawnRetry retry, RetryAtom inner, World world) : RetryAtom(retry.Name, inner.Contract, inner.Delay)
{
    public static RetryAtom Of(DrawnRetry retry, World world)
    {
        AtomContract contract = SimulatedTask.ContractOf(retry);
        Func<int, TimeSpan>? delay = retry.Delay == 0 ? null : Backoff.Exponential(TimeSpan.FromSeconds(retry.Delay));
        int[] values = [.. Enumerable.Range(1, retry.Attempts)];
        return new SimulatedRetry(
            retry,
            retry.Kind switch
            {
                RetryKind.AlwaysRevert => Retry.AlwaysRevert(retry.Name, contract),
                RetryKind.AlwaysRevertAll => Retry.AlwaysRevertAll(retry.Name, contract),
                RetryKind.Times => Retry.Times(retry.Attempts, retry.RevertsAll, delay, retry.Name, contract),
                RetryKind.ForEach => Retry.ForEach(values, retry.RevertsAll, delay, retry.Name, contract),
                RetryKind.ParameterizedForEach => Retry.ParameterizedForEach($"list{retry.Attempts}", retry.RevertsAll, delay, retry.Name, contract),
                _ => Retry.Create(_ => throw new BrokenDeedException($"{retry.Name} was asked"), name: retry.Name, contract: contract),
            },
            world);
    }

    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) =>
        world.CallAsync(retry, executes: true, call, _ => inner.ExecuteAsync(call, cancellationToken), cancellationToken);

    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) => inner.DecideAsync(call, cancellationToken);

    public override ValueTask<Document> RevertAsync(RetryRevertCall call, CancellationToken cancellationToken) =>
        world.CallAsync(retry, executes: false, call, _ => inner.RevertAsync(call, cancellationToken), cancellationToken);
}
