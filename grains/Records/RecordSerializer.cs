using System.Text.Json;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Hands the records of this library's grains as JSON to whichever grain storage keeps them, and reads them again.</summary>
internal sealed class RecordSerializer : IGrainStorageSerializer
{
    // How deep a value may be was looked at when its document was made. A record puts it some levels deeper.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = int.MaxValue };

    public BinaryData Serialize<T>(T input) => new((((IStored)input!).Text ?? Document.Null).Utf8);

    public T Deserialize<T>(BinaryData input)
    {
        T stored = Activator.CreateInstance<T>();
        ((IStored)stored!).ReadFrom(Read(input.ToMemory()));
        return stored;
    }

    private static Document Read(ReadOnlyMemory<byte> utf8)
    {
        utf8 = utf8.TrimStart(" \t\r\n"u8);
        try
        {
            JsonDocument.Parse(utf8, _options).Dispose();
            return Document.OfTrusted(utf8);
        }
        catch (JsonException error)
        {
            throw new InvalidFormatException($"The stored record is not JSON: {error.Message}", error);
        }
    }
}
