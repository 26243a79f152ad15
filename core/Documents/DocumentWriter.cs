using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>Writes documents into a buffer that each thread keeps, so that a record costs one allocation: its own text.</summary>
internal static class DocumentWriter
{
    private const int KeptCapacity = 256 * 1024;

    // What JSON text holds as it is, in one byte.
    private static readonly SearchValues<byte> _plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7F - ' ').Select(code => (byte)code).Except([(byte)'"', (byte)'\\'])]);

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

    /// <summary>A string of plain ASCII as JSON, at the cost of one copy; <see langword="null"/> if it holds anything else.</summary>
    public static Document? TryWriteAscii(string text)
    {
        byte[] utf8 = GC.AllocateUninitializedArray<byte>(text.Length + 2);
        Span<byte> inner = utf8.AsSpan(1, text.Length);

        // Looked through after it was made shorter and is at hand, rather than before.
        if (Ascii.FromUtf16(text, inner, out _) != OperationStatus.Done || inner.ContainsAnyExcept(_plain))
        {
            return null;
        }

        utf8[0] = utf8[^1] = (byte)'"';
        return Document.OfTrusted(utf8);
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
