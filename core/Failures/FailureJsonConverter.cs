using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.TaskFlow;

/// <summary>Lets a failure stand inside results and other values, in its stored form.</summary>
internal sealed class FailureJsonConverter : JsonConverter<Failure>
{
    public override Failure? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Failure.FromDocument(JsonSerializer.Deserialize<Document>(ref reader, options)!);
        }
        catch (InvalidFormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, Failure value, JsonSerializerOptions options) =>
        FailureDocument.Write(writer, value);
}
