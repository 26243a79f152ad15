namespace Orleans.TaskFlow;

/// <summary>A transaction that holds the folder's exclusive lock from its beginning to its end.</summary>
internal sealed class DirectoryTransaction(DirectoryBackend backend, DirectoryLease lease) : PathTransaction
{
    public override ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => backend.Store.Find(path, whole: false)?.Head));

    public override ValueTask<string?> FindParentAsync(
        ItemPath path, ItemHead head, ItemPath expected, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => backend.Store.FindLinking(path, expected)));

    public override ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => backend.Store.ListLinks(path)));

    public override async ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var commit = new DirectoryCommit(backend.Store, lease);
        if (backend.Durable)
        {
            // Waiting for the disk is not for the caller's thread.
            await Task.Run(() => commit.Make(Changes), CancellationToken.None);
        }
        else
        {
            commit.Make(Changes);
        }

        return true;
    }

    public override ValueTask DisposeAsync()
    {
        lease.Dispose();
        return base.DisposeAsync();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw DirectoryFailure.Of(backend.Store.Root, error);
        }
    }
}
