using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>An atom's record, as <c>{"revision", "flow", "kind", "atom"}</c>.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.stored-atom")]
internal sealed record StoredAtom([property: Id(0)] AtomRecord Atom) : IRecord<StoredAtom>
{
    public long Revision => Atom.Revision;

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, Atom.Revision);
        writer.WriteString("flow"u8, Atom.FlowUuid);
        writer.WriteString("kind"u8, AtomKindNames.Of(Atom.Detail.Kind));
        writer.Write("atom"u8, Atom.Detail.ToDocument());
        writer.WriteEndObject();
    }

    public static StoredAtom ReadFrom(Document document) => new(new AtomRecord
    {
        Revision = document.Read<long>("revision"),
        FlowUuid = document.Read<string>("flow"),
        Detail = AtomDetail.FromDocument(AtomKindNames.Parse(document.Read<string>("kind")), document.Read<Document>("atom")),
    });
}
