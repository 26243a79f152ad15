using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>Writes documents into a buffer that each thread keeps, so that a record costs one allocation: its own text.</summary>
internal static class DocumentWriter
{
    private const int KeptCapacity = 256 * 1024;

    private static readonly SearchValues<char> _plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7F - ' ').Select(code => (char)code).Except(['"', '\\'])]);

    [ThreadStatic]
    private static Cached? _cached;

    /// <summary>Writes one JSON value. <paramref name="write"/> may itself call this method.</summary>
    public static Document Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        Cached cached = _cached ?? new Cached();
        _cached = null;
        try
        {
            write(cached.Writer, state);
            cached.Writer.Flush();
            ReadOnlySpan<byte> written = cached.Buffer.WrittenSpan;
            byte[] utf8 = GC.AllocateUninitializedArray<byte>(written.Length);
            written.CopyTo(utf8);
            return Document.OfTrusted(utf8);
        }
        finally
        {
            cached.Buffer.ResetWrittenCount();
            cached.Writer.Reset(cached.Buffer);
            if (cached.Buffer.Capacity <= KeptCapacity)
            {
                _cached = cached;
            }
        }
    }

    /// <summary>Whether JSON holds a text as it is, in a byte a character.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExcept(_plain);

    /// <summary>A text that <see cref="IsPlain"/>, as JSON.</summary>
    public static byte[] Quote(string plain)
    {
        byte[] utf8 = GC.AllocateUninitializedArray<byte>(plain.Length + 2);
        Encoding.ASCII.GetBytes(plain, utf8.AsSpan(1));
        utf8[0] = utf8[^1] = (byte)'"';
        return utf8;
    }

    /// <summary>Writes a member whose value is a document.</summary>
    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Document value)
    {
        writer.WritePropertyName(name);
        writer.WriteDocument(value);
    }

    /// <summary>Writes an object of documents, in the map's own order.</summary>
    public static void Map(this Utf8JsonWriter writer, IReadOnlyDictionary<string, Document> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            writer.WriteDocument(value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a document as it stands: its text is known to be valid.</summary>
    public static void WriteDocument(this Utf8JsonWriter writer, Document value) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);

    private sealed class Cached
    {
        public Cached() => Writer = new Utf8JsonWriter(Buffer, Document.WriterOptions);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
