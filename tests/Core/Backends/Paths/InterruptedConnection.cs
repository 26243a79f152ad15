namespace Orleans.TaskFlow.Tests.Core;

/// <summary>A path-based connection over memory to which something happens after it has planned a change, before its first commit.</summary>
internal sealed class InterruptedConnection(MemoryBackend backend, Func<IConnection, Task> interruption) : PathBasedConnection("memory")
{
    private int _begun;

    /// <summary>How many transactions were begun.</summary>
    public int Begun => _begun;

    public override Task UpgradeAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task ValidateAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task ClearAllAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    protected override ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var transaction = new MemoryTransaction(backend);
        return ValueTask.FromResult(++_begun == 1 ? new Interrupted(transaction, () => interruption(backend.Connect())) : (PathTransaction)transaction);
    }

    private sealed class Interrupted(MemoryTransaction transaction, Func<Task> interruption) : PathTransaction
    {
        public override ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken) =>
            transaction.FindAsync(path, cancellationToken);

        public override ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken) =>
            transaction.ListLinksAsync(path, cancellationToken);

        public override async ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken)
        {
            await interruption();
            foreach (PathChange change in Changes)
            {
                if (change.Item is { } item)
                {
                    transaction.Set(change.Path, item);
                }
                else if (change.Linked is { } linked)
                {
                    transaction.Link(change.Path, linked);
                }
                else
                {
                    transaction.Delete(change.Path);
                }
            }

            return await transaction.TryCommitAsync(cancellationToken);
        }
    }
}
