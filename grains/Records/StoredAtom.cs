using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>An atom's record, as <c>{"revision", "writer", "flow", "kind", "atom"}</c>.</summary>
/// <param name="Atom">The atom.</param>
/// <param name="Writer">Who wrote this revision, if he said so.</param>
[GenerateSerializer, Immutable, Alias("taskflow.stored-atom")]
internal sealed record StoredAtom([property: Id(0)] AtomRecord Atom, [property: Id(1)] string? Writer = null) : IRecord<StoredAtom>
{
    public string Subject => $"Atom '{FlowContents.Shown(Atom.Detail.Name)}' ({Atom.Detail.Uuid})";

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, Atom.Revision);
        writer.WriteString("writer"u8, Writer);
        writer.WriteString("flow"u8, Atom.FlowUuid);
        writer.WriteString("kind"u8, Atom.Detail.Kind.ToName());
        writer.Member("atom"u8, Atom.Detail.ToDocument());
        writer.WriteEndObject();
    }

    public static StoredAtom ReadFrom(Document document)
    {
        var members = new RecordReader("record of an atom", document);
        var atom = new AtomRecord
        {
            Revision = members.Value("revision").To<long>(),
            FlowUuid = members.Required("flow"),
            Detail = AtomDetail.FromDocument(AtomKindNames.Parse(members.Text("kind")), members.Value("atom")),
        };
        return new StoredAtom(atom, members.Text("writer"));
    }
}
