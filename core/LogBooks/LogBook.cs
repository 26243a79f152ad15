using System.Collections;
using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// A collection of flow details with metadata: what is known of one piece of work, for resuming, reverting and looking back.
/// Changes are kept by a backend only once it was asked to save them.
/// </summary>
/// <remarks>Iterates over its flow details in the order in which they were added. Not safe for use by several threads while one changes it.</remarks>
public sealed class LogBook : IReadOnlyCollection<FlowDetail>
{
    private readonly TimeProvider _time;
    private OrderedDictionary<string, FlowDetail> _flows = new(StringComparer.Ordinal);

    /// <summary>A new, empty logbook, created now.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="uuid">Its uuid; <see langword="null"/> or empty for a new random one.</param>
    /// <param name="time">Tells the time; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The name is empty, or name or uuid are not Unicode.</exception>
    public LogBook(string name, string? uuid = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Name = RecordName.Checked(name);
        Uuid = string.IsNullOrEmpty(uuid) ? Guid.NewGuid().ToString() : RecordName.Checked(uuid);
        CreatedAt = _time.GetUtcNow().UtcDateTime;
    }

    /// <summary>The logbook's name.</summary>
    public string Name { get; }

    /// <summary>An opaque, non-empty name of this record, unique in its store.</summary>
    public string Uuid { get; }

    /// <summary>What users note about this logbook, by key.</summary>
    public ImmutableSortedDictionary<string, Document> Meta { get; set; } = Metadata.Empty;

    /// <summary>When it was made, in UTC; <see langword="null"/> only if it was read from a record that lacks it.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When a flow detail was last added, in UTC; <see langword="null"/> until one is.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>How many flow details there are.</summary>
    public int Count => _flows.Count;

    /// <summary>Adds a flow detail, in place of one with the same uuid, and notes the time. Nothing is saved yet.</summary>
    public void Add(FlowDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        _flows[detail.Uuid] = detail;
        UpdatedAt = _time.GetUtcNow().UtcDateTime;
    }

    /// <summary>The flow detail with that uuid, the very object that was added; <see langword="null"/> if there is none.</summary>
    public FlowDetail? Find(string uuid) => _flows.GetValueOrDefault(uuid);

    /// <summary>
    /// A copy. With <paramref name="retainContents"/> it holds the same flow details, in a container of its own; without, none.
    /// </summary>
    public LogBook Copy(bool retainContents = true)
    {
        var clone = (LogBook)MemberwiseClone();
        clone._flows = retainContents ? new(_flows, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        return clone;
    }

    /// <summary>
    /// Takes over metadata and times of another logbook; nothing if it is this very object. Contents, name and uuid stay.
    /// The seeds' <c>deep_copy</c> makes no difference here, since nothing that a logbook holds can be changed in place.
    /// </summary>
    /// <returns>This logbook.</returns>
    public LogBook Merge(LogBook other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Meta = other.Meta;
        CreatedAt = other.CreatedAt;
        UpdatedAt = other.UpdatedAt;
        return this;
    }

    /// <summary>This logbook as JSON, in the shape of the seeds' <c>to_dict</c> with its times marshalled: without its flows.</summary>
    public Document ToDocument() => DocumentWriter.Write(this, static (writer, book) =>
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, book.Name);
        writer.WriteString("uuid"u8, book.Uuid);
        writer.WritePropertyName("meta"u8);
        writer.Map(book.Meta);
        MarshalledTime.Write(writer, "created_at"u8, book.CreatedAt);
        MarshalledTime.Write(writer, "updated_at"u8, book.UpdatedAt);
        writer.WriteEndObject();
    });

    /// <summary>Reads a logbook from the shape that <see cref="ToDocument"/> writes; all but name and uuid may be missing.</summary>
    /// <exception cref="InvalidFormatException">The document is not a logbook; the message says what is missing or wrong.</exception>
    public static LogBook FromDocument(Document document) => FromDocument(document, time: null);

    /// <summary>This logbook, its flows and their atoms for people, on several lines, indented by <paramref name="indent"/> blanks.</summary>
    public string ToPrettyString(int indent = 0) => PrettyFormat.Of(this, indent);

    /// <inheritdoc/>
    public IEnumerator<FlowDetail> GetEnumerator() => _flows.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static LogBook FromDocument(Document document, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(document);
        var members = new RecordReader("logbook", document);
        return new LogBook(members.Required("name"), members.Required("uuid"), time)
        {
            Meta = Metadata.Read(members.Value("meta")),
            CreatedAt = MarshalledTime.Read(members.Value("created_at")),
            UpdatedAt = MarshalledTime.Read(members.Value("updated_at")),
        };
    }
}
