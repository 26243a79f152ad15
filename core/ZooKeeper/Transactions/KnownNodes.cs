using System.Collections.Concurrent;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>
/// The flows and atoms that one connection has read or written, so that its writes need not ask for them first; their versions
/// show whether that is still so.
/// </summary>
/// <param name="isFenced">Whether what was read must not have been changed by others as it is written.</param>
internal sealed class KnownNodes(bool isFenced)
{
    private readonly ConcurrentDictionary<ItemPath, KnownNode> _known = [];
    private readonly string _connection = Guid.NewGuid().ToString("N");
    private long _writes;

    /// <summary>Tells one write of this connection from every other write.</summary>
    public string NextWriter() => string.Create(CultureInfo.InvariantCulture, $"{_connection}-{Interlocked.Increment(ref _writes)}");

    /// <summary>Whether a write was of this connection.</summary>
    public bool IsOurs(string? writer) => writer?.StartsWith(_connection, StringComparison.Ordinal) == true;

    public KnownNode? Find(ItemPath path) => _known.GetValueOrDefault(path);

    public void Forget(ItemPath path) => _known.TryRemove(path, out _);

    public void Note(ItemPath path, KnownNode known) => _known[path] = known;

    /// <summary>Notes an item that was itself asked for.</summary>
    public void NoteRead(StoredNode node) => _known[node.Path] = Read(node);

    /// <summary>
    /// Notes an atom that came along with its flow. One that is known keeps its version: whoever reads a flow again takes over the
    /// atoms that are new to him, and must not write his old detail of another over a newer one.
    /// </summary>
    public void NoteListed(StoredNode node) => _known.AddOrUpdate(
        node.Path, (_, node) => Read(node), (_, known, node) => known.WasRead ? known : Read(node), node);

    private KnownNode Read(StoredNode node) => new(node.Data.Stat.Version, node.Head, isFenced);
}
