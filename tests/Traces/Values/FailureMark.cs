using System.Text;
using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Failures in traces: <c>{"$failure": {"type", "message"}}</c> stands for what the library stores of one.</summary>
internal static class FailureMark
{
    public const string Name = "$failure";

    /// <summary>A value as the library takes it: each mark in it, at any depth, replaced by the document of such a failure.</summary>
    public static Document Decode(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        return Document.Parse(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Whether an answer is the document of a failure with the type and message that a mark states.</summary>
    public static bool Matches(JsonElement mark, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("exc_type_names", out JsonElement names)
        && names.ValueKind == JsonValueKind.Array
        && names.GetArrayLength() > 0
        && IsText(names[0], mark.GetProperty("type").GetString())
        && answer.TryGetProperty("exception_str", out JsonElement message)
        && IsText(message, mark.GetProperty("message").GetString());

    private static bool IsText(JsonElement value, string? text) => value.ValueKind == JsonValueKind.String && value.GetString() == text;

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Mark.Is(value, Name, out JsonElement failure):
                WriteFailure(writer, failure);
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteFailure(Utf8JsonWriter writer, JsonElement failure)
    {
        writer.WriteStartObject();
        writer.WriteString("exception_str", failure.GetProperty("message").GetString());
        writer.WriteString("traceback_str", "");
        writer.WriteStartArray("exc_type_names");
        writer.WriteStringValue(failure.GetProperty("type").GetString());
        writer.WriteStringValue("Exception");
        writer.WriteEndArray();
        writer.WriteNumber("version", 1);
        writer.WriteStartArray("exc_args");
        writer.WriteEndArray();
        writer.WriteStartArray("causes");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
