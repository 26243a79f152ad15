using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// One item as it is stored: the JSON that the reference's path-based backends write, and beside it what a store would have
/// to parse for otherwise.
/// </summary>
internal sealed record PathItem(ItemHead Head, Document Json)
{
    /// <summary>The item of a logbook. <paramref name="head"/> is the stored one's, whose name it has; null if it is new.</summary>
    public static PathItem Of(LogBook book, ItemHead? head) =>
        new(head ?? new ItemHead(book.Name), Written(ItemPath.Of(book), book, static book => book.ToDocument()));

    /// <inheritdoc cref="Of(LogBook, ItemHead?)"/>
    public static PathItem Of(FlowDetail flow, ItemHead? head) =>
        new(head ?? new ItemHead(flow.Name), Written(ItemPath.Of(flow), flow, static flow => flow.ToDocument()));

    /// <inheritdoc cref="Of(LogBook, ItemHead?)"/>
    public static PathItem Of(AtomDetail atom, ItemHead? head) =>
        new(head ?? ItemHead.Of(atom), Written(ItemPath.Of(atom), atom, static atom => DocumentWriter.Write(atom, WriteAtom)));

    /// <exception cref="InvalidFormatException">The item is not an atom's.</exception>
    public static AtomDetail ReadAtom(Document json)
    {
        var members = new RecordReader("stored atom", json);
        return AtomDetail.FromDocument(AtomKindNames.Parse(members.Text("type")), members.Value("atom"));
    }

    private static void WriteAtom(Utf8JsonWriter writer, AtomDetail atom)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("atom"u8);
        AtomDetailDocument.Write(writer, atom);
        writer.WriteString("type"u8, atom.Kind.ToName());
        writer.WriteEndObject();
    }

    /// <exception cref="InvalidFormatException">The record holds something that JSON cannot.</exception>
    private static Document Written<TRecord>(ItemPath path, TRecord record, Func<TRecord, Document> write)
    {
        try
        {
            return write(record);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // Text that is not Unicode, or causes of failures nested without end.
            throw new InvalidFormatException($"The {path} cannot be written as JSON: {error.Message}", error);
        }
    }
}
