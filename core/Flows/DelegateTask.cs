namespace Orleans.TaskFlow;

/// <summary>A task made of functions.</summary>
internal sealed class DelegateTask(
    string name,
    Func<TaskCall, CancellationToken, ValueTask<Document>> execute,
    Func<TaskRevertCall, CancellationToken, ValueTask<Document>>? revert,
    AtomContract? contract)
    : TaskAtom(name, contract)
{
    public override ValueTask<Document> ExecuteAsync(TaskCall call, CancellationToken cancellationToken) => execute(call, cancellationToken);

    public override ValueTask<Document> RevertAsync(TaskRevertCall call, CancellationToken cancellationToken) =>
        revert is null ? base.RevertAsync(call, cancellationToken) : revert(call, cancellationToken);
}
