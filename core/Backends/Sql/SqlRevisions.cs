using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>
/// What one connection knows of the records that it has read or written, so that its writes are refused where somebody else has
/// written since. A write of its own that got no answer it may write over: so that can be repeated.
/// </summary>
/// <param name="epoch">As whose the flow is written; <see langword="null"/> for somebody who does not own one.</param>
internal sealed class SqlRevisions(FlowEpoch? epoch = null)
{
    private readonly ConcurrentDictionary<string, SqlRevision> _flows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SqlRevision> _atoms = new(StringComparer.Ordinal);

    public SqlMark MarkFlow(string uuid) => Of(_flows, uuid).Mark(epoch);

    public SqlMark MarkAtom(string uuid) => Of(_atoms, uuid).Mark(epoch);

    public void FlowRead(string uuid, long number) => Of(_flows, uuid).Read(number);

    public void AtomRead(string uuid, long number) => Of(_atoms, uuid).Read(number);

    /// <inheritdoc cref="SqlRevision.Listed"/>
    public void AtomListed(string uuid, long number) => Of(_atoms, uuid).Listed(number);

    private static SqlRevision Of(ConcurrentDictionary<string, SqlRevision> records, string uuid) =>
        records.GetOrAdd(uuid, static _ => new SqlRevision());
}
