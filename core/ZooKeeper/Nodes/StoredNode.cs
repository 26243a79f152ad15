using System.Text;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// An item's node: the JSON that TaskFlow for Python writes, and behind its members some of our own, which that passes over.
/// </summary>
/// <param name="Path">The item.</param>
/// <param name="Json">All of it.</param>
/// <param name="Head">What never changes of the item.</param>
/// <param name="Batch">The batch that the node was made in (<see cref="NodeBatch"/>); <see langword="null"/> if in none.</param>
/// <param name="Writer">Which write of which connection its data are of; <see langword="null"/> if another program wrote them.</param>
/// <param name="IsDestroyed">Whether it is a logbook that somebody has begun to destroy.</param>
/// <param name="Data">The node as it was read.</param>
internal sealed record StoredNode(
    ItemPath Path, Document Json, ItemHead Head, string? Batch, string? Writer, bool IsDestroyed, NodeData Data)
{
    private const string ParentMember = "parent";
    private const string BatchMember = "batch";
    private const string DestroyedMember = "destroyed";
    private const string WriterMember = "writer";

    /// <exception cref="InvalidFormatException">The node is not an item's.</exception>
    public static StoredNode Read(ItemPath path, string node, NodeData data)
    {
        try
        {
            Document json = StoredJson.Read(data.Bytes);
            var members = new RecordReader(path.Folder.Subject, json);
            string? parent = members.Text(ParentMember);
            ItemHead head =
                path.Folder == ItemFolder.Books ? new ItemHead(LogBook.FromDocument(json).Name)
                : path.Folder == ItemFolder.Flows ? new ItemHead(FlowDetail.FromDocument(json).Name, Parent: parent)
                : ItemHead.Of(PathItem.ReadAtom(json), parent);
            return new StoredNode(
                path,
                json,
                head,
                members.Text(BatchMember),
                members.Text(WriterMember),
                members.Value(DestroyedMember).Kind == JsonValueKind.True,
                data);
        }
        catch (Exception error) when (error is InvalidFormatException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw ZooKeeperFailure.Damaged(node, error);
        }
    }

    /// <summary>The data of a node.</summary>
    /// <param name="item">What it holds.</param>
    /// <param name="batch">The batch that it is made in; <see langword="null"/> if it counts at once.</param>
    /// <param name="writer">Tells this write from every other.</param>
    public static byte[] Write(PathItem item, string? batch, string writer) =>
        WithMembers(item.Json.Utf8.Span, Text(ParentMember, item.Head.Parent) + Text(BatchMember, batch) + Text(WriterMember, writer));

    /// <summary>The data of this node, a logbook, marked as destroyed.</summary>
    public byte[] WriteDestroyed(string writer) =>
        WithMembers(LogBook.FromDocument(Json).ToDocument().Utf8.Span, $",\"{DestroyedMember}\":true{Text(WriterMember, writer)}");

    /// <summary>Whether a node's data are of that write.</summary>
    public static bool IsOf(ReadOnlySpan<byte> data, string writer) => data.EndsWith(Encoding.UTF8.GetBytes(Text(WriterMember, writer) + "}"));

    private static byte[] WithMembers(ReadOnlySpan<byte> json, string members)
    {
        byte[] added = Encoding.UTF8.GetBytes(members + "}");
        byte[] data = new byte[json.Length - 1 + added.Length];
        json[..^1].CopyTo(data);
        added.CopyTo(data, json.Length - 1);
        return data;
    }

    private static string Text(string member, string? value) => value is null ? "" : $",\"{member}\":\"{JsonEncodedText.Encode(value)}\"";
}
