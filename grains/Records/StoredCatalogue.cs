using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A part of the list of logbooks, as <c>{"revision", "logbooks"}</c>.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.stored-catalogue")]
internal sealed record StoredCatalogue : IRecord<StoredCatalogue>
{
    [Id(0)]
    public required long Revision { get; init; }

    /// <summary>Uuids of logbooks, in the order in which they were added.</summary>
    [Id(1)]
    public required ImmutableArray<string> BookUuids { get; init; }

    public string Subject => "The catalogue of logbooks";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, Revision);
        writer.WriteStartArray("logbooks"u8);
        foreach (string uuid in BookUuids)
        {
            writer.WriteStringValue(uuid);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static StoredCatalogue ReadFrom(Document document)
    {
        var members = new RecordReader("catalogue of logbooks", document);
        return new StoredCatalogue
        {
            Revision = members.Value("revision").To<long>(),
            BookUuids = [.. members.Value("logbooks").Items.Select(uuid => uuid.To<string>()!)],
        };
    }
}
