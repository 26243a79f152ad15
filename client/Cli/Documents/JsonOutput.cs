using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orleans.TaskFlow.Cli;

/// <summary>What is written for programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an array with an object for each item.</summary>
    public static void WriteArray<T>(Stream stream, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers) => Write(stream, json =>
    {
        json.WriteStartArray();
        foreach (T item in items)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes an object.</summary>
    public static void WriteObject(Stream stream, Action<Utf8JsonWriter> writeMembers) => Write(stream, json =>
    {
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
    });

    /// <summary>Writes an object on a line of its own, at once.</summary>
    public static void WriteLine(Stream stream, Action<Utf8JsonWriter> writeMembers) => Write(
        stream,
        json =>
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        },
        indented: false);

    public static void Time(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime? time) =>
        json.WriteString(name, TimeText.Iso(time));

    /// <summary>How many there are of each state, by its name.</summary>
    public static void States(this Utf8JsonWriter json, IReadOnlyDictionary<State, int> counts)
    {
        json.WriteStartObject("states"u8);
        foreach (var (state, count) in counts.OrderBy(pair => pair.Key))
        {
            json.WriteNumber(StateStyle.NameOf(state), count);
        }

        json.WriteEndObject();
    }

    private static void Write(Stream stream, Action<Utf8JsonWriter> write, bool indented = true)
    {
        using (var json = new Utf8JsonWriter(stream, _options with { Indented = indented }))
        {
            write(json);
        }

        stream.Write("\n"u8);
        stream.Flush();
    }
}
