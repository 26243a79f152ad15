using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// One item as it is stored: the JSON that the reference's path-based backends write, and beside it what a store would have
/// to parse for otherwise.
/// </summary>
/// <param name="Head">What never changes of it.</param>
/// <param name="Record">The JSON, but for a large result.</param>
/// <param name="LargeResult">
/// A task's result that is left out of the record: it is immutable JSON already, and copying it into the record would cost more
/// than all the rest. <see langword="null"/> if the record is whole.
/// </param>
internal sealed record PathItem(ItemHead Head, Document Record, Document? LargeResult = null)
{
    private const int LargeFrom = 1024;

    // ,"results":
    private const int ResultMember = 11;

    /// <summary>The whole JSON.</summary>
    public Document Json => LargeResult is null ? Record : DocumentWriter.Write(this, WriteWhole);

    /// <summary>How many bytes <see cref="Json"/> has.</summary>
    public long Size => Record.Length + (LargeResult is null ? 0L : LargeResult.Length + ResultMember);

    /// <summary>The item of a logbook. <paramref name="head"/> is the stored one's, whose name it has; null if it is new.</summary>
    public static PathItem Of(LogBook book, ItemHead? head) =>
        new(head ?? new ItemHead(book.Name), RecordWriting.Written(ItemPath.Of(book), book, static book => book.ToDocument()));

    /// <summary>The item of a flow, as that of a logbook. <paramref name="parent"/> is the uuid of the logbook that a new one is in.</summary>
    public static PathItem Of(FlowDetail flow, ItemHead? head, string? parent = null) =>
        new(head ?? new ItemHead(flow.Name, Parent: parent), RecordWriting.Written(ItemPath.Of(flow), flow, static flow => flow.ToDocument()));

    /// <summary>The item of an atom, as that of a logbook. <paramref name="parent"/> is the uuid of the flow that a new one is in.</summary>
    public static PathItem Of(AtomDetail atom, ItemHead? head, string? parent = null)
    {
        Document? large = atom is TaskDetail task && task.Results.Length >= LargeFrom ? task.Results : null;
        Document record = RecordWriting.Written(
            ItemPath.Of(atom),
            (atom, large),
            static item => DocumentWriter.Write(item, static (writer, item) => WriteAtom(writer, item.atom, item.large is null)));
        return new PathItem(head ?? ItemHead.Of(atom, parent), record, large);
    }

    /// <exception cref="InvalidFormatException">The item is not an atom's.</exception>
    public static AtomDetail ReadAtom(Document json)
    {
        var members = new RecordReader("stored atom", json);
        return AtomDetailDocument.Read(AtomKindNames.Parse(members.Text("type")), members.Record("atom", "atom detail"));
    }

    private static void WriteAtom(Utf8JsonWriter writer, AtomDetail atom, bool withResults)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, atom.Kind.ToName());
        writer.WritePropertyName("atom"u8);
        AtomDetailDocument.Write(writer, atom, withResults);
        writer.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter writer, PathItem item)
    {
        writer.WriteStartObject();
        writer.Member("type"u8, item.Record.Members["type"]);
        writer.WriteStartObject("atom"u8);
        foreach (var (name, value) in item.Record.Members["atom"].Members)
        {
            writer.WritePropertyName(name);
            writer.WriteDocument(value);
        }

        writer.Member("results"u8, item.LargeResult!);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
