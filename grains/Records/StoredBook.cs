using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A logbook's record, as <c>{"revision", "destroying", "logbook", "flows"}</c>.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.stored-book")]
internal sealed record StoredBook : IRecord<StoredBook>
{
    [Id(0)]
    public required long Revision { get; init; }

    /// <summary>The logbook without its flows; never changed in place.</summary>
    [Id(1)]
    public required LogBook Book { get; init; }

    /// <summary>The uuids of its flows, in the order in which they were added.</summary>
    [Id(2)]
    public required ImmutableArray<string> FlowUuids { get; init; }

    /// <summary>Whether it is gone for everybody but for whoever goes on destroying it.</summary>
    [Id(3)]
    public bool Destroying { get; init; }

    public string Subject => $"Logbook '{FlowContents.Shown(Book.Name)}' ({Book.Uuid})";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, Revision);
        writer.WriteBoolean("destroying"u8, Destroying);
        writer.Member("logbook"u8, Book.ToDocument());
        writer.WriteStartArray("flows"u8);
        foreach (string uuid in FlowUuids)
        {
            writer.WriteStringValue(uuid);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static StoredBook ReadFrom(Document document)
    {
        var members = new RecordReader("record of a logbook", document);
        return new StoredBook
        {
            Revision = members.Value("revision").To<long>(),
            Destroying = members.Value("destroying").To<bool>(),
            Book = LogBook.FromDocument(members.Value("logbook")),
            FlowUuids = [.. members.Value("flows").Items.Select(uuid => uuid.To<string>()!)],
        };
    }
}
