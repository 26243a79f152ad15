using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// Divides the changes of a transaction into those that ZooKeeper makes together: mostly one, and more where one packet does not hold them.
/// </summary>
/// <remarks>
/// What is new is then prepared in a <see cref="NodeBatch"/>, which the last part ends; there the records are that were stored before. If these
/// alone are too large for one, they are written part by part. A logbook that is destroyed is marked first, and its own node goes
/// last, so that it vanishes at once, and destroying it again goes on.
/// </remarks>
internal sealed class CommitPlan(ZooKeeperBackend backend, IReadOnlyList<PathChange> changes, TransactionSight sight, string writer)
{
    // What the paths and surroundings of one record of the largest size take.
    private const int RoomForOne = 32_768;

    private readonly int _room = backend.Options.MaxNodeSize + RoomForOne;

    /// <exception cref="StorageFailureException">One of the records is too large, or cannot be kept for its name.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<NodeWrite>>> MakeAsync(CancellationToken cancellationToken)
    {
        if (changes.Any(change => change.IsDelete))
        {
            return Deletions(await DeletesAsync(cancellationToken));
        }

        List<NodeWrite> taken = [.. TakenBatches()];
        List<NodeWrite> writes = Items(batch: null);
        if (writes is [{ Kind: NodeWriteKind.Set }] && taken.Count == 0)
        {
            return [writes];
        }

        writes.AddRange(await LinksAsync(cancellationToken));
        if (taken.Concat(writes).Sum(write => write.Size) <= _room)
        {
            return [[.. taken, .. writes]];
        }

        sight.ListsLinks = true;
        return [.. Batched(taken, [.. Items(writer), .. await LinksAsync(cancellationToken)])];
    }

    private List<NodeWrite> Items(string? batch)
    {
        var writes = new List<NodeWrite>(changes.Count);
        foreach (PathChange change in changes)
        {
            if (change.Item is not { } item)
            {
                continue;
            }

            string node = backend.Paths.Needed(change.Path);
            SeenNode seen = sight.Nodes[change.Path];
            byte[] data = StoredNode.Write(item, seen.Head is null ? batch : null, writer);
            Check(change.Path, item.Head.Name, data.Length);
            writes.Add(seen.Version is { } version ? NodeWrite.Set(node, data, version, change.Path) : NodeWrite.Create(node, data, change.Path));
        }

        return writes;
    }

    private void Check(ItemPath path, string name, int size)
    {
        if (size > backend.Options.MaxNodeSize)
        {
            throw new TooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {path.Folder.Subject} '{FlowContents.Shown(name)}' ({FlowContents.Shown(path.Uuid)}) is {size:N0} bytes, more than the {backend.Options.MaxNodeSize:N0} that a node of ZooKeeper may hold ({nameof(ZooKeeperBackendOptions.MaxNodeSize)}). Keep large results elsewhere, and save where they are."));
        }
    }

    private IEnumerable<NodeWrite> TakenBatches() => changes
        .Where(change => change.Item is not null)
        .Select(change => sight.Nodes[change.Path])
        .Where(seen => seen.Batch is not null)
        .DistinctBy(seen => seen.Batch, StringComparer.Ordinal)
        .Select(seen => NodeBatch.Take(backend.Paths, seen.Batch!, seen.BatchVersion));

    private async Task<List<NodeWrite>> LinksAsync(CancellationToken cancellationToken)
    {
        var writes = new List<NodeWrite>();
        foreach (var links in changes.Where(change => change.Linked is not null).GroupBy(change => change.Path))
        {
            string node = backend.Paths.Needed(links.Key);
            ItemFolder folder = links.Key.Folder.Linked!;
            SeenNode parent = sight.Nodes[links.Key];
            HashSet<string> there = sight.ListsLinks && parent.Version is not null
                ? [.. await backend.Nodes.ListAsync(node, cancellationToken) ?? []]
                : [];
            string[] added =
            [
                .. links.Select(link => new ItemPath(folder, link.Linked!))
                    .Where(item => !sight.Linked.ContainsKey(item))
                    .Select(item => NodeName.Of(item.Uuid)!)
                    .Distinct(StringComparer.Ordinal)
                    .Where(name => !there.Contains(name)),
            ];
            writes.AddRange(added.Select((name, number) => NodeWrite.Create(
                $"{node}/{name}", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), links.Key, isLink: true)));
        }

        return writes;
    }

    private List<List<NodeWrite>> Batched(IReadOnlyList<NodeWrite> taken, IReadOnlyList<NodeWrite> writes)
    {
        bool IsStored(NodeWrite write) => write is { IsLink: false, Item: { } item } && sight.Nodes[item].Head is not null;

        // A part begins with what is new, and ends with what was there: so the last part holds all of the latter, if it can.
        NodeWrite[] added = [NodeBatch.Begin(backend.Paths, writer), .. taken, .. writes.Where(write => !IsStored(write))];
        NodeWrite[] stored = [.. writes.Where(IsStored), NodeBatch.End(backend.Paths, writer)];
        return [.. Divided(added), .. Divided(stored)];
    }

    private async Task<List<NodeWrite>> DeletesAsync(CancellationToken cancellationToken)
    {
        var writes = new List<NodeWrite>();
        ItemPath[] atoms = [.. changes.Select(change => change.Path).Where(path => path.Folder == ItemFolder.Atoms)];
        var found = await Task.WhenAll(atoms.Select(path => backend.Nodes.LookAsync(backend.Paths.Needed(path), cancellationToken)));
        HashSet<ItemPath> there = [.. atoms.Where((_, index) => found[index] is not null)];
        foreach (ItemPath path in changes.Select(change => change.Path))
        {
            if (path.Folder == ItemFolder.Atoms ? !there.Remove(path) : !sight.Links.ContainsKey(path))
            {
                continue;
            }

            string node = backend.Paths.Needed(path);
            writes.AddRange(sight.Links.GetValueOrDefault(path, []).Select(name => NodeWrite.Delete($"{node}/{name}")));
            writes.Add(NodeWrite.Delete(node));
        }

        return writes;
    }

    private List<List<NodeWrite>> Deletions(IReadOnlyList<NodeWrite> writes)
    {
        if (writes.Sum(write => write.Size) <= _room || sight.Book is not { } book)
        {
            return Divided(writes);
        }

        NodeWrite mark = NodeWrite.Set(backend.Paths.Needed(book.Path), book.WriteDestroyed(writer), book.Data.Stat.Version, book.Path);
        return [[mark], .. Divided(writes)];
    }

    private List<List<NodeWrite>> Divided(IReadOnlyList<NodeWrite> writes)
    {
        var parts = new List<List<NodeWrite>>();
        int size = 0;
        foreach (NodeWrite write in writes)
        {
            if (parts.Count == 0 || size + write.Size > _room)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(write);
            size += write.Size;
        }

        return parts;
    }
}
