using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>
/// Reads the members of a stored record, and says which record lacks what. It costs least to ask for them in the order in which
/// they were written: then the text is read once.
/// </summary>
internal ref struct RecordReader
{
    private readonly string _what;
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly Utf8JsonReader _start;
    private Utf8JsonReader _reader;

    public RecordReader(string what, Document document)
        : this(what, document.Utf8, DocumentParts.ReaderOf(document.Utf8))
    {
    }

    private RecordReader(string what, ReadOnlyMemory<byte> utf8, Utf8JsonReader start)
    {
        _what = what;
        _utf8 = utf8;
        _start = start;
        _reader = start;
    }

    /// <summary>A member that has to be there, as text that is not empty.</summary>
    /// <exception cref="InvalidFormatException">It is not.</exception>
    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new InvalidFormatException($"The document is not a {_what}: it has no '{name}'.");

    /// <summary>A member as text; <see langword="null"/> where it is missing.</summary>
    /// <exception cref="InvalidFormatException">It is something else than text.</exception>
    public string? Text(string name) =>
        !TryFind(name) ? null
        : _reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false } ? _reader.GetString()
        : DocumentParts.Slice(_utf8, ref _reader).To<string>();

    /// <summary>A member as it stands; the null document where it is missing.</summary>
    public Document Value(string name) => TryFind(name) ? DocumentParts.Slice(_utf8, ref _reader) : Document.Null;

    /// <summary>A member that is itself a record; one without members where it is missing, or something else.</summary>
    public RecordReader Record(string name, string what) =>
        TryFind(name) && _reader.TokenType == JsonTokenType.StartObject
            ? new RecordReader(what, _utf8, _reader)
            : new RecordReader(what, Document.Null);

    // Goes on from the member that was found last, and around once.
    private bool TryFind(string name)
    {
        // A member that is a record was left where it begins.
        if (_reader.TokenType == JsonTokenType.StartObject && _reader.CurrentDepth > _start.CurrentDepth)
        {
            _reader.Skip();
        }

        for (int round = 0; round < 2; round++)
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = _reader.ValueTextEquals(name);
                _reader.Read();
                if (found)
                {
                    return true;
                }

                _reader.Skip();
            }

            _reader = _start;
        }

        return false;
    }
}
