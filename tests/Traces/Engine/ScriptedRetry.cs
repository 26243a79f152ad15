namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A retry of a trace: one of the library's, with its calls counted.</summary>
internal sealed class ScriptedRetry(RetryAtom retry, Script script) : RetryAtom(retry.Name, retry.Contract)
{
    public override ValueTask<Document> ExecuteAsync(RetryCall call, CancellationToken cancellationToken)
    {
        script.Count(Name, executes: true);
        return retry.ExecuteAsync(call, cancellationToken);
    }

    public override ValueTask<RetryDecision> DecideAsync(RetryCall call, CancellationToken cancellationToken) => retry.DecideAsync(call, cancellationToken);

    public override ValueTask<Document> RevertAsync(RetryRevertCall call, CancellationToken cancellationToken)
    {
        script.Count(Name, executes: false);
        return retry.RevertAsync(call, cancellationToken);
    }
}
