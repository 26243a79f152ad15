using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>
/// The revision of each record that one connection has read or written, which its writes then expect to find: of two writers that
/// do not know of each other, the second is refused.
/// </summary>
internal sealed class KnownRevisions
{
    private readonly ConcurrentDictionary<string, long> _flows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string? FlowUuid, long Revision)> _atoms = new(StringComparer.Ordinal);

    /// <summary>Tells this connection from every other.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString();

    public long? OfFlow(string uuid) => _flows.TryGetValue(uuid, out long revision) ? revision : null;

    public long? OfAtom(string uuid) => _atoms.TryGetValue(uuid, out var known) ? known.Revision : null;

    /// <summary>The flow through which an atom became known.</summary>
    public string? FlowOfAtom(string uuid) => _atoms.TryGetValue(uuid, out var known) ? known.FlowUuid : null;

    public void NoteFlow(string uuid, long revision) => _flows[uuid] = revision;

    /// <summary>Notes an atom that was itself read or written.</summary>
    public void NoteAtom(string uuid, string? flowUuid, long revision) => _atoms[uuid] = (flowUuid, revision);

    /// <summary>
    /// Notes an atom that came along with its flow. One that is known keeps its revision: whoever reads a flow again takes over the
    /// atoms that are new to him, and must not write his old detail of another over a newer one.
    /// </summary>
    public void NoteListed(string uuid, string flowUuid, long revision) => _atoms.TryAdd(uuid, (flowUuid, revision));
}
