using System.Collections.Immutable;
using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>A flow's record, as <c>{"revision", "writer", "book", "destroying", "flow", "atoms"}</c>.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.stored-flow")]
internal sealed record StoredFlow : IRecord<StoredFlow>
{
    [Id(0)]
    public required long Revision { get; init; }

    /// <summary>Who wrote this revision, if he said so.</summary>
    [Id(5)]
    public string? Writer { get; init; }

    /// <summary>The logbook that the flow is of.</summary>
    [Id(1)]
    public required string BookUuid { get; init; }

    /// <summary>The flow without its atoms; never changed in place.</summary>
    [Id(2)]
    public required FlowDetail Flow { get; init; }

    /// <summary>Its atoms in the order in which they were added.</summary>
    [Id(3)]
    public required ImmutableArray<AtomListing> Atoms { get; init; }

    /// <summary>Whether it is gone for everybody but for whoever goes on destroying it.</summary>
    [Id(4)]
    public bool Destroying { get; init; }

    public string Subject => $"Flow '{FlowContents.Shown(Flow.Name)}' ({Flow.Uuid})";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, Revision);
        writer.WriteString("writer"u8, Writer);
        writer.WriteString("book"u8, BookUuid);
        writer.WriteBoolean("destroying"u8, Destroying);
        writer.Member("flow"u8, Flow.ToDocument());
        writer.WriteStartArray("atoms"u8);
        foreach (AtomListing atom in Atoms)
        {
            writer.WriteStartObject();
            writer.WriteString("uuid"u8, atom.Uuid);
            writer.WriteString("name"u8, atom.Name);
            writer.WriteString("kind"u8, atom.Kind.ToName());
            writer.WriteString("version"u8, atom.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static StoredFlow ReadFrom(Document document)
    {
        var members = new RecordReader("record of a flow", document);
        return new StoredFlow
        {
            Revision = members.Value("revision").To<long>(),
            Writer = members.Text("writer"),
            BookUuid = members.Required("book"),
            Destroying = members.Value("destroying").To<bool>(),
            Flow = FlowDetail.FromDocument(members.Value("flow")),
            Atoms = [.. members.Value("atoms").Items.Select(ReadAtom)],
        };
    }

    private static AtomListing ReadAtom(Document document)
    {
        var members = new RecordReader("listing of an atom", document);
        return new AtomListing
        {
            Uuid = members.Required("uuid"),
            Name = members.Required("name"),
            Kind = AtomKindNames.Parse(members.Text("kind")),
            Version = members.Text("version"),
        };
    }
}
