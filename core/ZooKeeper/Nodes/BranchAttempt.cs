using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// One attempt to read an item with what is linked below it. Its nodes are asked for one by one, side by side, and a transaction may be made
/// meanwhile: one that changes several items also changes the one that they belong to, so that is looked at again in the end.
/// </summary>
internal sealed class BranchAttempt(NodeReader reader, ZooKeeperBackend backend)
{
    private readonly ConcurrentDictionary<string, Task<NodeStat?>> _open = new(StringComparer.Ordinal);
    private readonly long _begun = backend.Batches.Now;

    /// <summary>Whether something was changed meanwhile, so that what was read is of two different moments.</summary>
    public bool WasOvertaken { get; private set; }

    public async Task<NodeBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken)
    {
        if (backend.Paths.Of(path) is not { } node)
        {
            return null;
        }

        Task<IReadOnlyList<string>?>? listing = levels > 0 ? backend.Nodes.ListAsync(node, cancellationToken) : null;
        StoredNode? stored = await reader.FindAsync(path, cancellationToken);
        IReadOnlyList<string>? names = listing is null ? [] : await listing;
        if (stored is null || stored.IsDestroyed || names is null || (stored.Batch is { } batch && await IsOpenAsync(batch, cancellationToken)))
        {
            return null;
        }

        if (names.Count == 0)
        {
            return new NodeBranch(stored, []);
        }

        var children = await Task.WhenAll(names.Select(name => ReadLinkedAsync(path, node, name, levels - 1, cancellationToken)));
        if ((await backend.Nodes.LookAsync(node, cancellationToken))?.Version != stored.Data.Stat.Version)
        {
            WasOvertaken = true;
        }

        return new NodeBranch(
            stored,
            [
                .. children.Where(child => child.Branch is not null)
                    .OrderBy(child => child.LinkedIn)
                    .ThenBy(child => child.Number)
                    .ThenBy(child => child.Branch!.Node.Path.Uuid, StringComparer.Ordinal)
                    .Select(child => child.Branch!),
            ]);
    }

    private async Task<(NodeBranch? Branch, long LinkedIn, int Number)> ReadLinkedAsync(
        ItemPath parent, string parentNode, string name, int levels, CancellationToken cancellationToken)
    {
        Task<NodeData?> link = backend.Nodes.FindAsync($"{parentNode}/{name}", cancellationToken);
        NodeBranch? branch = await ReadAsync(new ItemPath(parent.Folder.Linked!, NodeName.Decode(name)), levels, cancellationToken);
        return await link is { } found
            ? (branch, found.Stat.CreatedIn, int.TryParse(Encoding.UTF8.GetString(found.Bytes), CultureInfo.InvariantCulture, out int number) ? number : 0)
            : (null, 0, 0);
    }

    // A batch that has come to its end since the attempt began may have been listed in part before.
    private async ValueTask<bool> IsOpenAsync(string batch, CancellationToken cancellationToken)
    {
        if (backend.Batches.Contains(batch, _begun))
        {
            return false;
        }

        bool isOpen = await _open.GetOrAdd(batch, _ => backend.Nodes.LookAsync(backend.Paths.OfBatch(batch), cancellationToken)) is not null;
        if (!isOpen)
        {
            backend.Batches.Add(batch);
            WasOvertaken = true;
        }

        return isOpen;
    }
}
