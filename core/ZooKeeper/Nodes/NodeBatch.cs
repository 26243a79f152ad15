using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// What several transactions prepare and the last one shows. While the batch's own node is there, the items that were made in it do not
/// count; the transaction that deletes it makes all of them count at once.
/// </summary>
/// <remarks>
/// Who finds an item of a batch that never came to its end takes its node over, and in the same transaction changes the batch's node,
/// so that whoever made the batch cannot end it any more.
/// </remarks>
internal static class NodeBatch
{
    private static readonly byte[] _taken = Encoding.UTF8.GetBytes("taken");

    /// <summary>Begins a batch.</summary>
    public static NodeWrite Begin(NodePaths paths, string batch) => NodeWrite.Create(paths.OfBatch(batch), []);

    /// <summary>Ends a batch of one's own; fails if somebody has taken over any of it.</summary>
    public static NodeWrite End(NodePaths paths, string batch) => NodeWrite.Delete(paths.OfBatch(batch), version: 0);

    /// <summary>Keeps somebody else's batch, which is at that version, from ending.</summary>
    public static NodeWrite Take(NodePaths paths, string batch, int version) => NodeWrite.Set(paths.OfBatch(batch), _taken, version);
}
