namespace Orleans.TaskFlow;

/// <summary>The path-based connection over a tree in memory. Nothing here waits, so every call is done when it returns.</summary>
internal sealed class MemoryConnection(MemoryBackend backend) : PathBasedConnection(backend.Description, backend.Time)
{
    public override Task UpgradeAsync(CancellationToken cancellationToken = default) => ValidateAsync(cancellationToken);

    public override Task ValidateAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (backend.Gate)
        {
            _ = backend.Tree;
        }

        return Task.CompletedTask;
    }

    public override Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (backend.Gate)
        {
            _ = backend.Tree;
            backend.Clear();
        }

        return Task.CompletedTask;
    }

    protected override ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (backend.Gate)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>([.. backend.Tree.Find(folder.Name)!.Children.Select(node => node.Name)]);
        }
    }

    protected override ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (backend.Gate)
        {
            return ValueTask.FromResult(Read(backend.Tree.Find(path.Folder.Name, path.Uuid), levels));
        }
    }

    protected override ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<PathTransaction>(new MemoryTransaction(backend));

    private PathBranch? Read(MemoryNode<PathItem>? node, int levels)
    {
        node = backend.Tree.Resolve(node);
        if (node?.Value is not { } item)
        {
            return null;
        }

        var children = new List<PathBranch>(levels == 0 ? 0 : node.Children.Count);
        if (levels > 0)
        {
            children.AddRange(node.Children.Select(child => Read(child, levels - 1)).OfType<PathBranch>());
        }

        return new PathBranch(item.Json, children);
    }
}
