namespace Orleans.TaskFlow;

/// <summary>
/// A transaction that holds no lock while its caller decides and serializes; as it commits, it looks whether the nodes that it
/// read are still those of the tree.
/// </summary>
internal sealed class MemoryTransaction(MemoryBackend backend) : PathTransaction
{
    private readonly List<Seen> _seen = [];

    public override ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken)
    {
        lock (backend.Gate)
        {
            var node = Find(path);
            _seen.Add(new Seen(path, node, null));
            return ValueTask.FromResult(node?.Value?.Head);
        }
    }

    public override ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken)
    {
        lock (backend.Gate)
        {
            var node = Find(path);
            _seen.Add(new Seen(path, node, node?.ChildrenVersion));
            return ValueTask.FromResult<IReadOnlyList<string>?>(node is null ? null : [.. node.Children.Select(child => child.Name)]);
        }
    }

    public override ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (backend.Gate)
        {
            foreach (Seen seen in _seen)
            {
                var node = Find(seen.Path);
                if (node != seen.Node || (seen.ChildrenVersion is { } version && node?.ChildrenVersion != version))
                {
                    return ValueTask.FromResult(false);
                }
            }

            foreach (PathChange change in Changes)
            {
                Apply(backend.Tree, change);
            }

            return ValueTask.FromResult(true);
        }
    }

    private static void Apply(MemoryTree<PathItem> tree, PathChange change)
    {
        var (folder, uuid) = change.Path;
        if (change.Item is { } item)
        {
            tree.Set(item, folder.Name, uuid);
        }
        else if (change.Linked is not { } linked)
        {
            tree.Delete(folder.Name, uuid);
        }
        else if (tree.Find(folder.Name, uuid, linked) is null)
        {
            tree.Link([folder.Linked!.Name, linked], folder.Name, uuid, linked);
        }
    }

    private MemoryNode<PathItem>? Find(ItemPath path) => backend.Tree.Find(path.Folder.Name, path.Uuid);

    /// <summary>A node that was read, or null where there was none, and the state of its children, where that counts.</summary>
    private readonly record struct Seen(ItemPath Path, MemoryNode<PathItem>? Node, int? ChildrenVersion);
}
