using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>
/// What one connection knows of the records that it has read or written, so that its writes are refused where somebody else has
/// written since. What it has written last itself it may write over: so a write whose answer was lost can be repeated.
/// </summary>
/// <param name="epoch">As whose the flow is written; <see langword="null"/> for somebody who does not own one.</param>
internal sealed class SqlRevisions(FlowEpoch? epoch = null)
{
    // Expected of what this connection has written without having read it: that nobody else has written since.
    private const long OfNobodyElse = -1;

    private readonly ConcurrentDictionary<string, long> _flows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _atoms = new(StringComparer.Ordinal);

    /// <summary>Tells this connection from every other.</summary>
    public long Writer { get; } = BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) & long.MaxValue;

    public SqlMark OfFlow(string uuid) => new(Writer, _flows.TryGetValue(uuid, out long revision) ? revision : null, epoch);

    public SqlMark OfAtom(string uuid) => new(Writer, _atoms.TryGetValue(uuid, out long revision) ? revision : null, epoch);

    public void FlowRead(string uuid, long revision) => _flows[uuid] = revision;

    public void AtomRead(string uuid, long revision) => _atoms[uuid] = revision;

    /// <summary>
    /// An atom came along with its flow. One that is known stays as it is: whoever reads a flow again takes over the atoms that are new
    /// to him, and must not write his old detail of another over a newer one.
    /// </summary>
    public void AtomListed(string uuid, long revision) => _atoms.TryAdd(uuid, revision);

    public void FlowWritten(string uuid) => _flows.TryAdd(uuid, OfNobodyElse);

    public void AtomWritten(string uuid) => _atoms.TryAdd(uuid, OfNobodyElse);
}
