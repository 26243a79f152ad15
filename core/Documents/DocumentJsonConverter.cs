using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.TaskFlow;

/// <summary>Lets a document stand inside other values: it is written as the JSON it holds.</summary>
internal sealed class DocumentJsonConverter : JsonConverter<Document>
{
    public override bool HandleNull => true;

    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return DocumentWriter.Write(document.RootElement, static (writer, element) => element.WriteTo(writer));
    }

    public override void Write(Utf8JsonWriter writer, Document? value, JsonSerializerOptions options) =>
        writer.WriteDocument(value ?? Document.Null);
}
