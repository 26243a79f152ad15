using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.TaskFlow;

/// <summary>
/// Keeps each reminder in a node of its own. The ETag is of the write, so that a reminder that was removed and made again is never taken
/// for the one before. What is read was written by whoever wrote last, whichever server is asked.
/// </summary>
internal sealed class ZooKeeperReminderTable : IReminderTable, IAsyncDisposable
{
    /// <summary>How many nodes are asked for at once.</summary>
    private const int AtOnce = 256;

    private readonly string _store;
    private readonly string _root;
    private readonly ZooKeeperSessions _sessions;
    private readonly ZooKeeperNodes _nodes;

    public ZooKeeperReminderTable(
        IOptions<ZooKeeperReminderTableOptions> options, IOptions<ClusterOptions> cluster, ILogger<ZooKeeperReminderTable> logger, TimeProvider time)
    {
        ZooKeeperReminderTableOptions where = options.Value;
        string service = cluster.Value.ServiceId;
        _store = $"ZooKeeper reminder table ({where.Servers}{where.Path})";
        _root = $"{(where.Path == "/" ? "" : where.Path)}/{Encode(service, $"service id '{service}'")}";
        _sessions = new ZooKeeperSessions(where.ToBackendOptions(), _store, logger, time);
        _nodes = new ZooKeeperNodes(_sessions, where.User is null ? NodeAccess.Everybody : NodeAccess.Creator, _store);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => _nodes.EnsureAsync(_root, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        await SyncAsync();
        string branch = BranchOf(grainId);
        string prefix = Encode(ReminderNode.GrainPartOf(grainId), "grain");
        return new ReminderTableData(await ReadAsync([.. (await ListAsync(branch)).Where(node => node.StartsWith($"{branch}/{prefix}", StringComparison.Ordinal))]));
    }

    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        await SyncAsync();
        var range = new ReminderRange(begin, end);
        var branches = (await _nodes.ListAsync(_root, CancellationToken.None) ?? []).Where(range.Touches);
        var nodes = await Task.WhenAll(branches.Select(branch => ListAsync($"{_root}/{branch}")));
        return new ReminderTableData(await ReadAsync([.. nodes.SelectMany(below => below).Where(node => range.Holds(ReminderNode.HashIn(NameIn(node))))]));
    }

    /// <inheritdoc/>
    public async Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName)
    {
        string node = NodeOf(grainId, reminderName);
        await SyncAsync();

        // Orleans takes null for a reminder that is not there, and has no annotations here.
        return (await FindAsync(node))!;
    }

    /// <inheritdoc/>
    public async Task<string> UpsertRow(ReminderEntry entry)
    {
        string node = NodeOf(entry.GrainId, entry.ReminderName);
        var writer = Guid.NewGuid().ToString("N");
        byte[] data = ReminderNode.Write(entry, writer);
        while (true)
        {
            if (await WriteAsync(NodeWrite.Set(node, data, version: -1), writer) is null)
            {
                return writer;
            }

            switch (await WriteAsync(NodeWrite.Create(node, data), writer))
            {
                case null:
                    return writer;
                case { Code: ZooKeeperCode.NoNode }:
                    await _nodes.EnsureAsync(BranchOf(entry.GrainId), CancellationToken.None);
                    break;
                default:
                    // Somebody else has made it since.
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        string node = NodeOf(grainId, reminderName);
        await SyncAsync();
        return await _nodes.FindAsync(node, CancellationToken.None) is { } found
            && ReminderNode.Read(node, found).ETag == eTag
            && await WriteAsync(NodeWrite.Delete(node, found.Stat.Version), writer: null) is null;
    }

    /// <inheritdoc/>
    public async Task TestOnlyClearTable()
    {
        foreach (string branch in await _nodes.ListAsync(_root, CancellationToken.None) ?? [])
        {
            foreach (string node in await ListAsync($"{_root}/{branch}"))
            {
                await WriteAsync(NodeWrite.Delete(node), writer: null);
            }
        }
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private static string NameIn(string node) => node[(node.LastIndexOf('/') + 1)..];

    private Task SyncAsync() => _nodes.SyncAsync(_root, CancellationToken.None);

    private Task<NodeConflict?> WriteAsync(NodeWrite write, string? writer) => _nodes.WriteAsync([write], writer, CancellationToken.None);

    private async Task<IEnumerable<string>> ListAsync(string branch) =>
        (await _nodes.ListAsync(branch, CancellationToken.None) ?? []).Select(name => $"{branch}/{name}");

    /// <summary>What is in nodes, but for those that somebody has deleted since they were listed.</summary>
    private async Task<IReadOnlyList<ReminderEntry>> ReadAsync(IReadOnlyList<string> nodes)
    {
        var found = new List<ReminderEntry>(nodes.Count);
        foreach (string[] some in nodes.Chunk(AtOnce))
        {
            found.AddRange((await Task.WhenAll(some.Select(FindAsync))).OfType<ReminderEntry>());
        }

        return found;
    }

    private async Task<ReminderEntry?> FindAsync(string node) =>
        await _nodes.FindAsync(node, CancellationToken.None) is { } found ? ReminderNode.Read(node, found) : null;

    private string BranchOf(GrainId grain) => $"{_root}/{ReminderRange.BranchOf(grain.GetUniformHashCode())}";

    private string NodeOf(GrainId grain, string reminder) => $"{BranchOf(grain)}/{Encode(ReminderNode.NameOf(grain, reminder), "reminder")}";

    private string Encode(string text, string what) => NodeName.Of(text) is { Length: > 0 } name
        ? name
        : throw new StorageFailureException(
            $"The {what} '{FlowContents.Shown(text)}' cannot be kept in the {_store}: it is empty, not Unicode, or makes a node's name of more than {NodeName.MaxBytes} bytes.");
}
