namespace Orleans.TaskFlow;

/// <summary>The path-based connection over nodes of ZooKeeper.</summary>
internal sealed class ZooKeeperConnection(ZooKeeperBackend backend, bool isFenced) : PathBasedConnection(backend.Description, backend.Time)
{
    private readonly KnownNodes _known = new(isFenced);
    private readonly NodeReader _reader = new(backend);

    public override Task UpgradeAsync(CancellationToken cancellationToken = default) =>
        ZooKeeperLayout.UpgradeAsync(backend, cancellationToken);

    public override Task ValidateAsync(CancellationToken cancellationToken = default) =>
        ZooKeeperLayout.ValidateAsync(backend, cancellationToken);

    /// <summary>Destroys one logbook after the other, and then what no logbook holds.</summary>
    public override async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await backend.Nodes.SyncAsync(backend.Paths.Root, cancellationToken);

        // Listed first: what a logbook that is saved meanwhile brings along is not among them.
        var leftovers = new Leftovers(backend, _reader);
        await leftovers.ListAsync(cancellationToken);
        foreach (string uuid in await ListAsync(ItemFolder.Books, cancellationToken))
        {
            try
            {
                await DestroyLogBookAsync(uuid, cancellationToken);
            }
            catch (NotFoundException)
            {
                // Somebody else has destroyed it since it was listed, or it is not there yet.
            }
        }

        await leftovers.DeleteAsync(cancellationToken);
    }

    protected override async ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken)
    {
        Task sync = backend.Nodes.SyncAsync(backend.Paths.Root, cancellationToken);
        string node = backend.Paths.Of(folder);
        var names = await backend.Nodes.ListAsync(node, cancellationToken) ?? throw ZooKeeperFailure.NotUpgraded(backend.Description, node);
        await sync;
        return [.. names.Select(NodeName.Decode)];
    }

    protected override async ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken)
    {
        NodeBranch? branch = await _reader.ReadAsync(path, levels, cancellationToken);
        if (branch is not null && path.Folder != ItemFolder.Books)
        {
            _known.NoteRead(branch.Node);
            foreach (NodeBranch child in branch.Children)
            {
                _known.NoteListed(child.Node);
            }
        }

        return branch?.ToPathBranch();
    }

    protected override ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<PathTransaction>(new ZooKeeperTransaction(backend, this, _known, _reader));
}
