using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// The items or members of one document, as slices of its text. Found once, when first asked for, so that reading a part
/// of a large result again and again does not parse it again and again.
/// </summary>
internal sealed record DocumentParts(ImmutableArray<Document> Items, IReadOnlyDictionary<string, Document> Members)
{
    private static readonly DocumentParts _none = new([], FrozenDictionary<string, Document>.Empty);

    public static DocumentParts Of(Document document) => document.Kind switch
    {
        JsonValueKind.Array => OfArray(document.Utf8),
        JsonValueKind.Object => OfObject(document.Utf8),
        _ => _none,
    };

    /// <summary>A reader of one value's text that stands at its first token.</summary>
    public static Utf8JsonReader ReaderOf(ReadOnlyMemory<byte> utf8)
    {
        // How deep a value may be was looked at when its document was made. A record puts it some levels deeper.
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        return reader;
    }

    /// <summary>The value at which a reader of this text stands; it then stands at the value's last token.</summary>
    public static Document Slice(ReadOnlyMemory<byte> utf8, ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return Document.Null;
        }

        reader.Skip();
        return Document.OfTrusted(utf8[start..(int)reader.BytesConsumed]);
    }

    private static DocumentParts OfArray(ReadOnlyMemory<byte> utf8)
    {
        var reader = ReaderOf(utf8);
        var items = ImmutableArray.CreateBuilder<Document>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Slice(utf8, ref reader));
        }

        return new DocumentParts(items.DrainToImmutable(), FrozenDictionary<string, Document>.Empty);
    }

    private static DocumentParts OfObject(ReadOnlyMemory<byte> utf8)
    {
        var reader = ReaderOf(utf8);
        var members = new Dictionary<string, Document>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            members[name] = Slice(utf8, ref reader);
        }

        return new DocumentParts([.. members.Values], members);
    }
}
