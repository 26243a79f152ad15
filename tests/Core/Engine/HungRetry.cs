namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A retry that hangs when it is executed, or when it is asked what to do about a failure; else it decides to revert.</summary>
/// <param name="timeout">How long each of its calls may take.</param>
/// <param name="execute">What it does when it is executed; nothing if null.</param>
/// <param name="decide">What it does when it is asked; nothing if null.</param>
internal sealed class HungRetry(TimeSpan timeout, HungCode? execute = null, HungCode? decide = null)
    : RetryAtom(contract: AtomContract.Empty with { Timeout = timeout })
{
    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken) =>
        execute?.RunAsync(call) ?? new(Document.Null);

    public override async ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken)
    {
        if (decide is not null)
        {
            await decide.RunAsync(call);
        }

        return RetryDecision.Revert;
    }
}
