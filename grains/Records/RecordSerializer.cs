using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Writes the records of this library's grains as JSON for whichever grain storage keeps them, and reads them again.</summary>
internal sealed class RecordSerializer : IGrainStorageSerializer
{
    // Text stays readable in the store: only what JSON itself requires is escaped.
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Whether two records stand in the store as the same text.</summary>
    public static bool AreSame<TRecord>(TRecord one, TRecord other)
        where TRecord : class, IRecord<TRecord> =>
        ToUtf8(one.WriteTo).Span.SequenceEqual(ToUtf8(other.WriteTo).Span);

    public BinaryData Serialize<T>(T input) => new(ToUtf8(((IStored)input!).WriteTo));

    public T Deserialize<T>(BinaryData input)
    {
        T stored = Activator.CreateInstance<T>();
        ((IStored)stored!).ReadFrom(Document.Parse(input.ToMemory()));
        return stored;
    }

    private static ReadOnlyMemory<byte> ToUtf8(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, _options);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
