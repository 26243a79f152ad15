using System.Text.Json;

namespace Orleans.TaskFlow;

/// <content>How documents are made, and read as .NET values.</content>
public sealed partial class Document
{
    /// <summary>How deeply arrays and objects may be nested; a deeper value is refused.</summary>
    public const int MaxDepth = 128;

    internal static readonly JsonSerializerOptions Options = MakeOptions();

    // Records are deeper than the values in them, and failures as deep as their causes are many: a thousand of them.
    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = UnicodeOnlyEncoder.Instance,
        MaxDepth = 2048,
        SkipValidation = true,
    };

    private static readonly JsonDocumentOptions _parseOptions = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Writes a value as JSON with System.Text.Json: the library's options, which change nothing but that text is not
    /// escaped more than JSON requires, or <paramref name="options"/>.
    /// </summary>
    /// <exception cref="InvalidFormatException">
    /// The value is not JSON: it refers to itself, holds NaN, an infinity or a delegate, is nested deeper than
    /// <see cref="MaxDepth"/>, or has text that is not Unicode. The message names the type and the place.
    /// </exception>
    public static Document From<T>(T value, JsonSerializerOptions? options = null)
    {
        switch (value)
        {
            case null:
                return Null;
            case Document document:
                return document;
        }

        try
        {
            if (value is string text && options is null && DocumentWriter.IsPlain(text))
            {
                return new Document(text);
            }

            Document written = DocumentWriter.Write(
                (value, options), static (writer, given) => JsonSerializer.Serialize(writer, given.value, given.options ?? Options));
            return options is { MaxDepth: > MaxDepth } ? Parse(written.Utf8) : written;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidFormatException($"A value of type {value.GetType()} cannot be written as JSON: {error.Message}", error);
        }
    }

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="InvalidFormatException">It is not JSON, or is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static Document Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(() => JsonDocument.Parse(json, _parseOptions));
    }

    /// <summary>Reads JSON text in UTF-8. The bytes are copied.</summary>
    /// <exception cref="InvalidFormatException">It is not JSON, or is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static Document Parse(ReadOnlyMemory<byte> utf8) => System.Text.Unicode.Utf8.IsValid(utf8.Span)
        ? Parse(() => JsonDocument.Parse(utf8, _parseOptions))
        : throw new InvalidFormatException("The text is not a JSON value: its bytes are not UTF-8.");

    /// <summary>
    /// Reads this value as a <typeparamref name="T"/> with System.Text.Json; <c>null</c> becomes <see langword="default"/>
    /// where <typeparamref name="T"/> admits it.
    /// </summary>
    /// <exception cref="InvalidFormatException">It does not fit <typeparamref name="T"/>; the message names the type and the place.</exception>
    public T? To<T>(JsonSerializerOptions? options = null)
    {
        if (this is T self)
        {
            return self;
        }

        if (typeof(T) == typeof(string) && options is null && Volatile.Read(ref _plain) is T text)
        {
            return text;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Utf8.Span, options ?? Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidFormatException($"The JSON value {Excerpt()} cannot be read as {typeof(T)}: {error.Message}", error);
        }
    }

    /// <summary>Takes over text that this library itself wrote, or took out of a document: compact and valid.</summary>
    internal static Document OfTrusted(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>An object of these members, in their order. Takes the map over: it is what <see cref="Members"/> answers with.</summary>
    internal static Document OfMembers(Dictionary<string, Document> members)
    {
        Document document = DocumentWriter.Write(members, static (writer, members) => writer.Map(members));
        document._parts = new DocumentParts([.. members.Values], members);
        return document;
    }

    private static Document Parse(Func<JsonDocument> parse)
    {
        try
        {
            using JsonDocument document = parse();
            JsonElement root = document.RootElement;
            return DocumentWriter.Write(root, static (writer, element) => element.WriteTo(writer));
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidFormatException($"The text is not a JSON value: {error.Message}", error);
        }
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions { Encoder = UnicodeOnlyEncoder.Instance, MaxDepth = MaxDepth };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private string Excerpt()
    {
        string text = ToString();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }
}
