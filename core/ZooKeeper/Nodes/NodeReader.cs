namespace Orleans.TaskFlow;

/// <summary>Reads items, and with them what belongs to them, as they are between two transactions.</summary>
internal sealed class NodeReader(ZooKeeperBackend backend)
{
    private ZooKeeperNodes Nodes => backend.Nodes;

    /// <summary>An item's node, whatever state it is in; <see langword="null"/> if there is none.</summary>
    public async Task<StoredNode?> FindAsync(ItemPath path, CancellationToken cancellationToken) =>
        backend.Paths.Of(path) is { } node && await Nodes.FindAsync(node, cancellationToken) is { } data
            ? StoredNode.Read(path, node, data)
            : null;

    /// <summary>The version of a batch's node; <see langword="null"/> if the batch has come to its end, so that what is in it counts.</summary>
    public async ValueTask<int?> FindOpenAsync(string batch, CancellationToken cancellationToken)
    {
        if (backend.Batches.Contains(batch, backend.Batches.Now))
        {
            return null;
        }

        if (await Nodes.LookAsync(backend.Paths.OfBatch(batch), cancellationToken) is { } open)
        {
            return open.Version;
        }

        backend.Batches.Add(batch);
        return null;
    }

    /// <summary>An item with what is linked below it, so many levels deep; <see langword="null"/> if there is none.</summary>
    public async Task<NodeBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken)
    {
        // What is asked for on a session is answered in order.
        Task sync = Nodes.SyncAsync(backend.Paths.Root, cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attempt = new BranchAttempt(this, backend);
            NodeBranch? branch = await attempt.ReadAsync(path, levels, cancellationToken);
            await sync;
            if (!attempt.WasOvertaken)
            {
                return branch;
            }
        }
    }
}
