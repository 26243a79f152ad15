using System.Collections;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// What is recorded of one flow: its state, its metadata, and the details of its atoms. Changes are kept by a backend only
/// once it was asked to save them.
/// </summary>
/// <remarks>Iterates over its atom details in the order in which they were added. Not safe for use by several threads while one changes it.</remarks>
public sealed class FlowDetail : IReadOnlyCollection<AtomDetail>
{
    private OrderedDictionary<string, AtomDetail> _atoms = new(StringComparer.Ordinal);

    /// <summary>A new flow detail without a state and without atoms.</summary>
    /// <exception cref="ArgumentException">The name or the uuid is empty, or not Unicode.</exception>
    public FlowDetail(string name, string uuid)
    {
        Name = RecordName.Checked(name);
        Uuid = RecordName.Checked(uuid);
    }

    /// <summary>The flow's name.</summary>
    public string Name { get; }

    /// <summary>An opaque, non-empty name of this record, unique in its store.</summary>
    public string Uuid { get; }

    /// <summary>The state; <see langword="null"/> until one is set, which reads as PENDING everywhere else.</summary>
    public State? State { get; set; }

    /// <summary>What users note about this flow, by key.</summary>
    public ImmutableSortedDictionary<string, Document> Meta { get; set; } = Metadata.Empty;

    /// <summary>How many atom details there are.</summary>
    public int Count => _atoms.Count;

    /// <summary>Makes room for so many atom details, for who is about to add them.</summary>
    internal void Expect(int count) => _atoms.EnsureCapacity(count);

    /// <summary>Adds an atom detail, in place of one with the same uuid. Nothing is saved yet.</summary>
    public void Add(AtomDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        _atoms[detail.Uuid] = detail;
    }

    /// <summary>The atom detail with that uuid, the very object that was added; <see langword="null"/> if there is none.</summary>
    public AtomDetail? Find(string uuid) => _atoms.GetValueOrDefault(uuid);

    /// <summary>
    /// A copy. With <paramref name="retainContents"/> it holds the same atom details, in a container of its own; without, none.
    /// </summary>
    public FlowDetail Copy(bool retainContents = true)
    {
        var clone = (FlowDetail)MemberwiseClone();
        clone._atoms = retainContents ? new(_atoms, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        return clone;
    }

    /// <summary>
    /// Takes over state and metadata of another flow detail; nothing if it is this very object. Contents, name and uuid stay.
    /// The seeds' <c>deep_copy</c> makes no difference here, since nothing that a detail holds can be changed in place.
    /// </summary>
    /// <returns>This flow detail.</returns>
    public FlowDetail Merge(FlowDetail other)
    {
        ArgumentNullException.ThrowIfNull(other);
        State = other.State;
        Meta = other.Meta;
        return this;
    }

    /// <summary>Becomes as another flow detail, its contents included, but for name and uuid.</summary>
    /// <returns>This flow detail.</returns>
    public FlowDetail Update(FlowDetail other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other, this))
        {
            Merge(other);
            _atoms = new(other._atoms, StringComparer.Ordinal);
        }

        return this;
    }

    /// <summary>This flow detail as JSON, in the shape of the seeds' <c>to_dict</c>: without its atoms.</summary>
    public Document ToDocument() => DocumentWriter.Write(this, static (writer, flow) =>
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, flow.Name);
        writer.WriteString("uuid"u8, flow.Uuid);
        writer.WriteString("state"u8, flow.State?.ToName());
        writer.WritePropertyName("meta"u8);
        writer.Map(flow.Meta);
        writer.WriteEndObject();
    });

    /// <summary>Reads a flow detail from the shape that <see cref="ToDocument"/> writes; all but name and uuid may be missing.</summary>
    /// <exception cref="InvalidFormatException">The document is not a flow detail; the message says what is missing or wrong.</exception>
    public static FlowDetail FromDocument(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var members = new RecordReader("flow detail", document);
        return new FlowDetail(members.Required("name"), members.Required("uuid"))
        {
            State = StateNames.ParseState(members.Text("state")),
            Meta = Metadata.Read(members.Value("meta")),
        };
    }

    /// <summary>This flow detail and its atoms for people, on several lines, indented by <paramref name="indent"/> blanks.</summary>
    public string ToPrettyString(int indent = 0) => PrettyFormat.Of(this, indent);

    /// <inheritdoc/>
    public IEnumerator<AtomDetail> GetEnumerator() => _atoms.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
