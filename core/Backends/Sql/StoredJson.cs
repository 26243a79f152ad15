using System.Text.Json;
using System.Text.Unicode;

namespace Orleans.TaskFlow;

/// <summary>JSON in a column of text, which any program may have written.</summary>
internal static class StoredJson
{
    // How deep a value may be was looked at when it was made; a record puts it some levels deeper.
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    /// <exception cref="InvalidFormatException">It is not JSON, or holds text that is not Unicode.</exception>
    public static Document Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            Check(utf8);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidFormatException($"The text is not a JSON value: {error.Message}", error);
        }

        return Document.OfTrusted(WithoutWhiteSpace(utf8));
    }

    private static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("it is not UTF-8.");
        }

        var reader = new Utf8JsonReader(utf8, _anyDepth);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                // Throws at an escaped half of a surrogate pair, which no .NET text can hold.
                reader.GetString();
            }
        }
    }

    private static byte[] WithoutWhiteSpace(ReadOnlySpan<byte> json)
    {
        byte[] compact = new byte[json.Length];
        int length = 0;
        bool inText = false;
        bool escaped = false;
        foreach (byte character in json)
        {
            if (inText)
            {
                inText = escaped || character != '"';
                escaped = !escaped && character == '\\';
            }
            else if (character is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                continue;
            }
            else
            {
                inText = character == '"';
            }

            compact[length++] = character;
        }

        return length == json.Length ? compact : compact[..length];
    }
}
