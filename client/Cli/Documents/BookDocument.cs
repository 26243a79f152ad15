using System.Text.Json;

namespace Orleans.TaskFlow.Cli;

/// <summary>
/// A logbook with its flows and their atoms as one JSON document: the reference's <c>to_dict</c> of each, where a book has
/// <c>flows</c>, a flow <c>atoms</c>, and an atom its <c>kind</c> besides.
/// </summary>
internal static class BookDocument
{
    private const string Flows = "flows";
    private const string Atoms = "atoms";
    private const string Kind = "kind";

    // What is around a result in such a document comes on top of what a result may be nested.
    private static readonly JsonDocumentOptions _readOptions = new() { MaxDepth = Document.MaxDepth + 16 };

    public static void Write(Stream stream, LogBook book) => Write(stream, json => Write(json, book));

    public static void Write(Stream stream, FlowDetail flow) => Write(stream, json => Write(json, flow));

    public static void Write(Stream stream, AtomDetail atom) => Write(stream, json => Write(json, atom));

    /// <exception cref="InvalidFormatException">It is not such a document.</exception>
    public static LogBook Read(ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = Parse(utf8);
        LogBook book = LogBook.FromDocument(WithoutContents(document.RootElement, Flows));
        DateTime? updatedAt = book.UpdatedAt;
        foreach (JsonElement element in Contents(document.RootElement, Flows))
        {
            FlowDetail flow = FlowDetail.FromDocument(WithoutContents(element, Atoms));
            foreach (JsonElement atom in Contents(element, Atoms))
            {
                flow.Add(ReadAtom(atom));
            }

            book.Add(flow);
        }

        // Adding a flow notes the time, which here is no change.
        book.UpdatedAt = updatedAt;
        return book;
    }

    private static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true }))
        {
            write(json);
        }

        stream.Write("\n"u8);
        stream.Flush();
    }

    private static void Write(Utf8JsonWriter json, LogBook book)
    {
        json.WriteStartObject();
        Members(json, book.ToDocument());
        json.WriteStartArray(Flows);
        foreach (FlowDetail flow in book)
        {
            Write(json, flow);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FlowDetail flow)
    {
        json.WriteStartObject();
        Members(json, flow.ToDocument());
        json.WriteStartArray(Atoms);
        foreach (AtomDetail atom in flow)
        {
            Write(json, atom);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AtomDetail atom)
    {
        json.WriteStartObject();
        json.WriteString(Kind, atom.Kind == AtomKind.Retry ? "retry" : "task");
        Members(json, atom.ToDocument());
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, Document record)
    {
        foreach (var (name, value) in record.Members)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, _readOptions);
        }
        catch (JsonException error)
        {
            throw new InvalidFormatException($"That is not JSON: {error.Message}", error);
        }
    }

    private static Document WithoutContents(JsonElement record, string except)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFormatException($"A logbook, flow or atom is an object; that is a {record.ValueKind}.");
        }

        return DocumentWriter.Write((record, except), static (json, given) =>
        {
            json.WriteStartObject();
            foreach (JsonProperty member in given.record.EnumerateObject().Where(member => !member.NameEquals(given.except)))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        });
    }

    private static AtomDetail ReadAtom(JsonElement element)
    {
        AtomDetail atom = AtomDetail.FromDocument(KindOf(element), WithoutContents(element, Kind));
        IEnumerable<Document> values = [atom.RevertResults, .. atom.Meta.Values];
        foreach (Document value in atom is RetryDetail retry ? values.Concat(retry.Attempts.Select(attempt => attempt.Value)) : values.Append(atom.LastResults))
        {
            // Refuses what is nested deeper than a value may be, which the record as a whole is not refused for.
            _ = Document.Parse(value.Utf8);
        }

        return atom;
    }

    private static IEnumerable<JsonElement> Contents(JsonElement record, string name) =>
        !record.TryGetProperty(name, out JsonElement contents) ? []
        : contents.ValueKind == JsonValueKind.Array ? contents.EnumerateArray()
        : throw new InvalidFormatException($"The member '{name}' of a record is a {contents.ValueKind}; it is an array.");

    private static AtomKind KindOf(JsonElement atom) =>
        (atom.ValueKind == JsonValueKind.Object && atom.TryGetProperty(Kind, out JsonElement kind) ? kind.ToString() : null) switch
        {
            "task" => AtomKind.Task,
            "retry" => AtomKind.Retry,
            _ => throw new InvalidFormatException($"An atom has no '{Kind}' that is task or retry."),
        };
}
