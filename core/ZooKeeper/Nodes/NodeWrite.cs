using System.Text;

namespace Orleans.TaskFlow;

/// <summary>One change of one node, among those that are made together.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Node">The node's path.</param>
/// <param name="Data">What the node is to hold; nothing if it is deleted.</param>
/// <param name="Version">Which version it has to have before; -1 if any.</param>
/// <param name="Item">The item that the node is of, or, for a link, that is linked to; <see langword="null"/> for the store's own nodes.</param>
/// <param name="IsLink">Whether the node is a link.</param>
internal sealed record NodeWrite(NodeWriteKind Kind, string Node, byte[] Data, int Version, ItemPath? Item = null, bool IsLink = false)
{
    // What ZooKeeper puts around each operation, its access list included; more than it takes.
    private const int Surroundings = 96;

    private static readonly byte[] _nothing = [];

    public static NodeWrite Create(string node, byte[] data, ItemPath? item = null, bool isLink = false) =>
        new(NodeWriteKind.Create, node, data, -1, item, isLink);

    public static NodeWrite Set(string node, byte[] data, int version, ItemPath? item = null) =>
        new(NodeWriteKind.Set, node, data, version, item);

    public static NodeWrite Delete(string node, int version = -1) => new(NodeWriteKind.Delete, node, _nothing, version);

    /// <summary>How much of a packet this takes, or a little less.</summary>
    public int Size => Surroundings + Encoding.UTF8.GetByteCount(Node) + Data.Length;
}
