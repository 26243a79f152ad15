namespace Orleans.TaskFlow;

/// <summary>The path-based connection over a folder of files.</summary>
internal sealed class DirectoryConnection(DirectoryBackend backend) : PathBasedConnection(backend.Description)
{
    public override Task UpgradeAsync(CancellationToken cancellationToken = default) =>
        DirectoryLayout.UpgradeAsync(backend, cancellationToken);

    public override Task ValidateAsync(CancellationToken cancellationToken = default) =>
        DirectoryLayout.ValidateAsync(backend, cancellationToken);

    public override async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DirectoryTurn turn = await backend.EnterAsync(exclusive: true, cancellationToken);
        await await turn.CommitAsync([.. ItemFolder.All.Select(LogEntry.Clear)]);
    }

    protected override ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken) =>
        ReadAsync(store => store.List(folder), cancellationToken);

    protected override ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken) =>
        ReadAsync(store => store.Read(path, levels), cancellationToken);

    protected override async ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new DirectoryTransaction(backend.Store, backend.Limit, await backend.EnterAsync(exclusive: true, cancellationToken));

    private async ValueTask<T> ReadAsync<T>(Func<DirectoryStore, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        T result;
        Task written;
        using (DirectoryTurn turn = await backend.EnterAsync(exclusive: false, cancellationToken))
        {
            written = turn.Written;
            try
            {
                result = read(backend.Store);
            }
            catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
            {
                throw DirectoryFailure.Of(backend.Store.Root, error);
            }
        }

        // What others have changed is only shown once it will be there for good.
        await written;
        return result;
    }
}
