using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>
/// A transaction that holds no lock while its caller decides: the versions of the nodes that it has seen are checked as they are written.
/// </summary>
internal sealed class ZooKeeperTransaction(ZooKeeperBackend backend, ZooKeeperConnection connection, KnownNodes known, NodeReader reader)
    : PathTransaction
{
    private readonly TransactionSight _sight = new();
    private readonly ConcurrentDictionary<ItemPath, bool> _remembered = [];
    private Task? _sync;

    public override ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken)
    {
        if (known.Find(path) is not { } there)
        {
            return AskAsync(path, cancellationToken);
        }

        _remembered[path] = true;
        _sight.Nodes[path] = new SeenNode(there.Version, there.Head);
        return ValueTask.FromResult<ItemHead?>(there.Head);
    }

    public override async ValueTask<string?> FindParentAsync(
        ItemPath path, ItemHead head, ItemPath expected, CancellationToken cancellationToken)
    {
        string? parent = head.Parent ?? await new ParentSearch(backend).FindAsync(path, expected, cancellationToken);
        if (parent == expected.Uuid)
        {
            _sight.Linked[path] = true;
        }

        return parent;
    }

    public override async ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken)
    {
        await SyncAsync(cancellationToken);
        StoredNode? node = await reader.FindAsync(path, cancellationToken);
        bool counts = node is not null
            && (path.Folder != ItemFolder.Books || node.Batch is not { } batch || await reader.FindOpenAsync(batch, cancellationToken) is null);
        IReadOnlyList<string>? names = counts ? await backend.Nodes.ListAsync(backend.Paths.Needed(path), cancellationToken) : null;
        if (node is null || names is null)
        {
            _sight.Nodes[path] = SeenNode.Absent;
            return null;
        }

        _sight.Nodes[path] = new SeenNode(node.Data.Stat.Version, node.Head);
        _sight.Links[path] = names;
        if (path.Folder == ItemFolder.Books)
        {
            _sight.Book = node;
        }

        return [.. names.Select(NodeName.Decode)];
    }

    public override async ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Changes.Count == 0)
        {
            return true;
        }

        string writer = known.NextWriter();
        var plan = new CommitPlan(backend, Changes, _sight, writer);
        var parts = await plan.MakeAsync(cancellationToken);
        for (int part = 0; part < parts.Count; part++)
        {
            NodeConflict? conflict = await backend.Nodes.WriteAsync(parts[part], writer, part == 0 ? cancellationToken : CancellationToken.None);
            if (conflict is { Write: { IsLink: true, Kind: NodeWriteKind.Create }, Code: ZooKeeperCode.NodeExists } && !_sight.ListsLinks)
            {
                // Left behind by another program. Which ones are there is asked for only then.
                _sight.ListsLinks = true;
                parts = await plan.MakeAsync(cancellationToken);
                part = -1;
            }
            else if (conflict is not null)
            {
                await AfterConflictAsync(conflict, CancellationToken.None);
                return false;
            }
        }

        Note();
        return true;
    }

    private async ValueTask<ItemHead?> AskAsync(ItemPath path, CancellationToken cancellationToken)
    {
        Task sync = SyncAsync(cancellationToken);
        StoredNode? node = await reader.FindAsync(path, cancellationToken);
        await sync;
        if (node is { IsDestroyed: true })
        {
            await connection.DestroyLogBookAsync(path.Uuid, cancellationToken);
            node = null;
        }

        SeenNode seen = node is null ? SeenNode.Absent : new SeenNode(node.Data.Stat.Version, node.Head);
        if (node?.Batch is { } batch && await reader.FindOpenAsync(batch, cancellationToken) is { } version)
        {
            seen = seen with { Head = null, Batch = batch, BatchVersion = version };
        }

        _sight.Nodes[path] = seen;
        return seen.Head;
    }

    private Task SyncAsync(CancellationToken cancellationToken) => _sync ??= backend.Nodes.SyncAsync(backend.Paths.Root, cancellationToken);

    private async Task AfterConflictAsync(NodeConflict conflict, CancellationToken cancellationToken)
    {
        await backend.Nodes.SyncAsync(backend.Paths.Root, cancellationToken);
        NodeWrite write = conflict.Write;
        if (write is { Kind: NodeWriteKind.Create, IsLink: false } && conflict.Code == ZooKeeperCode.NoNode)
        {
            throw ZooKeeperFailure.NotUpgraded(backend.Description, write.Node[..write.Node.LastIndexOf('/')]);
        }

        foreach (ItemPath path in _remembered.Keys)
        {
            if (known.Find(path) is not { WasRead: true } before)
            {
                known.Forget(path);
                continue;
            }

            StoredNode? now = await reader.FindAsync(path, cancellationToken);
            if (now is null)
            {
                known.Forget(path);
            }
            else if (now.Data.Stat.Version != _sight.Nodes[path].Version && !known.IsOurs(now.Writer))
            {
                throw new StaleWriteException(
                    $"The {path} was not written: somebody else has changed it since it was read (it is at version {now.Data.Stat.Version}, and version {before.Version} was known).");
            }
            else
            {
                known.NoteRead(now);
            }
        }
    }

    private void Note()
    {
        foreach (PathChange change in Changes)
        {
            ItemPath path = change.Path;
            if (change.IsDelete)
            {
                known.Forget(path);
            }
            else if (change.Item is { } item)
            {
                SeenNode seen = _sight.Nodes[path];
                KnownNode? before = known.Find(path);
                bool wasRead = before?.WasRead
                    ?? (item.Head.Parent is { } parent && path.Folder == ItemFolder.Atoms && known.Find(new ItemPath(ItemFolder.Flows, parent))?.WasRead == true);
                if (before is not null || wasRead || Changes.Count == 1)
                {
                    known.Note(path, new KnownNode(seen.Version is { } version ? version + 1 : 0, item.Head, wasRead));
                }
            }
        }
    }
}
