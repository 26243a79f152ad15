namespace Orleans.TaskFlow;

/// <summary>
/// Flows and atoms that no logbook holds, as a program that came to its end may have left them: they are deleted with everything
/// else when a store is cleared.
/// </summary>
internal sealed class Leftovers(ZooKeeperBackend backend, NodeReader reader)
{
    private static readonly ItemFolder[] _folders = [ItemFolder.Atoms, ItemFolder.Flows];

    private readonly List<ItemPath> _listed = [];
    private long _until;

    /// <summary>Lists all flows and atoms that there are now.</summary>
    /// <exception cref="StorageFailureException">They could not be listed.</exception>
    public async Task ListAsync(CancellationToken cancellationToken)
    {
        foreach (ItemFolder folder in _folders)
        {
            string node = backend.Paths.Of(folder);
            var state = await backend.Nodes.LookAsync(node, cancellationToken) ?? throw ZooKeeperFailure.NotUpgraded(backend.Description, node);
            _until = Math.Max(_until, state.ChildrenChangedIn);
            var names = await backend.Nodes.ListAsync(node, cancellationToken) ?? [];
            _listed.AddRange(names.Select(name => new ItemPath(folder, NodeName.Decode(name))));
        }
    }

    /// <summary>Deletes those of them that are still there. What somebody is making just now is left alone.</summary>
    /// <exception cref="StorageFailureException">They could not be deleted.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (ItemPath path in _listed)
        {
            StoredNode? node = await reader.FindAsync(path, cancellationToken);
            if (node is null || node.Data.Stat.CreatedIn > _until
                || (node.Batch is { } batch && await reader.FindOpenAsync(batch, cancellationToken) is not null))
            {
                continue;
            }

            string name = backend.Paths.Needed(path);
            var links = node.Data.Stat.Children == 0 ? [] : await backend.Nodes.ListAsync(name, cancellationToken) ?? [];
            foreach (NodeWrite[] part in links.Select(link => NodeWrite.Delete($"{name}/{link}")).Append(NodeWrite.Delete(name)).Chunk(1000))
            {
                await backend.Nodes.WriteAsync(part, writer: null, cancellationToken);
            }
        }
    }
}
