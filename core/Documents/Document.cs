using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.TaskFlow;

/// <summary>
/// One JSON value, immutable, as it stands in a store: a result, an injected value, an entry of metadata. It holds its own
/// compact UTF-8 text, so it never shares an object with the caller, and copying a record that holds it costs nothing.
/// </summary>
/// <remarks>
/// Values become documents by <see cref="From{T}"/> and are typed again by <see cref="To{T}"/>, both with
/// System.Text.Json; no type name in the text ever decides what is made of it. Safe for use by many threads at once.
/// </remarks>
[JsonConverter(typeof(DocumentJsonConverter))]
public sealed partial class Document : IEquatable<Document>
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private DocumentParts? _parts;

    private Document(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The JSON value <c>null</c>: no result.</summary>
    public static Document Null { get; } = new("null"u8.ToArray());

    /// <summary>The JSON text in UTF-8, without insignificant white space.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>Whether this is the JSON value <c>null</c>.</summary>
    public bool IsNull => Kind == JsonValueKind.Null;

    /// <summary>What kind of JSON value this is.</summary>
    public JsonValueKind Kind => _utf8.Span[0] switch
    {
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'"' => JsonValueKind.String,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>The items of an array, in order, or the values of an object; empty for any other kind of value.</summary>
    public IReadOnlyList<Document> Items => Parts.Items;

    /// <summary>
    /// The members of an object by name (the last one where a name stands twice); empty for any other kind of value.
    /// </summary>
    public IReadOnlyDictionary<string, Document> Members => Parts.Members;

    private DocumentParts Parts => _parts ??= DocumentParts.Of(this);

    /// <summary>
    /// The part of this value that <paramref name="key"/> points at: itself, an item of an array, or a member of an
    /// object. <see langword="false"/> if it has no such part, or is of a kind that has no parts.
    /// </summary>
    public bool TryGetPart(ResultKey key, [NotNullWhen(true)] out Document? part)
    {
        if (key.Name is { } name)
        {
            return Members.TryGetValue(name, out part);
        }

        if (key.Index is not { } index)
        {
            part = this;
            return true;
        }

        bool there = Kind == JsonValueKind.Array && index < Items.Count;
        part = there ? Items[index] : null;
        return there;
    }

    /// <inheritdoc/>
    public bool Equals(Document? other) =>
        other is not null && (ReferenceEquals(this, other) || _utf8.Span.SequenceEqual(other._utf8.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Document);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_utf8.Span);
}
