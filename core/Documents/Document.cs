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

    // Text that JSON holds as it is, kept as it came until somebody asks for its JSON: text is as immutable as a document.
    private string? _plain;
    private byte[]? _written;
    private DocumentParts? _parts;

    private Document(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    private Document(string plain) => _plain = plain;

    /// <summary>The JSON value <c>null</c>: no result.</summary>
    public static Document Null { get; } = new("null"u8.ToArray());

    /// <summary>The JSON text in UTF-8, without insignificant white space.</summary>
    public ReadOnlyMemory<byte> Utf8
    {
        get
        {
            if (Volatile.Read(ref _plain) is { } plain)
            {
                _written = DocumentWriter.Quote(plain);
                Volatile.Write(ref _plain, null);
            }

            return _written ?? _utf8;
        }
    }

    /// <summary>Whether this is the JSON value <c>null</c>.</summary>
    public bool IsNull => Kind == JsonValueKind.Null;

    /// <summary>What kind of JSON value this is.</summary>
    public JsonValueKind Kind => Volatile.Read(ref _plain) is not null ? JsonValueKind.String : Utf8.Span[0] switch
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

    /// <summary>How many bytes <see cref="Utf8"/> has.</summary>
    internal int Length => Volatile.Read(ref _plain) is { } plain ? plain.Length + 2 : Utf8.Length;

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
        other is not null && (ReferenceEquals(this, other) || (Length == other.Length && HasTextOf(other)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Document);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    private bool HasTextOf(Document other) =>
        Volatile.Read(ref _plain) is { } plain && Volatile.Read(ref other._plain) is { } otherPlain
            ? plain == otherPlain
            : Utf8.Span.SequenceEqual(other.Utf8.Span);
}
