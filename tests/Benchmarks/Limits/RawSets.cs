using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>
/// What ZooKeeper does over the same kind of connection: each caller sets the data of one node of its own, again and again, and waits
/// for each answer. All callers share one connection.
/// </summary>
public sealed class RawSets : IAsyncDisposable
{
    private readonly string _path;
    private readonly ZooKeeperSessions _sessions;
    private readonly HashSet<string> _made = [];

    public RawSets(string servers, string path)
    {
        _path = path;
        _sessions = new ZooKeeperSessions(
            new ZooKeeperBackendOptions { Servers = servers, Path = path }, "limit", NullLogger.Instance, TimeProvider.System);
    }

    /// <summary>The limit of so many callers that write so much text.</summary>
    public ILimit Of(int callers, int length) => new Limit(this, callers, length);

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private async Task<ServerLine> ConnectAsync() =>
        await _sessions.ConnectAsync(_sessions.NewDeadline(), writeUnderWay: false, CancellationToken.None);

    private async Task<string> MakeAsync(int caller)
    {
        string node = $"{_path}/{caller}";
        if (_made.Add(node))
        {
            await (await ConnectAsync()).AskAsync(WireRequests.Of([NodeWrite.Create(node, [])], NodeAccess.Everybody));
        }

        return node;
    }

    private sealed class Limit(RawSets sets, int callers, int length) : ILimit
    {
        public async Task<double> MeasureAsync(TimeSpan duration)
        {
            ServerLine line = await sets.ConnectAsync();
            byte[] data = new byte[length];
            Array.Fill(data, (byte)'a');
            var calls = new List<Func<Task>>();
            for (int caller = 0; caller < callers; caller++)
            {
                NodeWrite[] write = [NodeWrite.Set(await sets.MakeAsync(caller), data, version: -1)];
                calls.Add(() => line.AskAsync(WireRequests.Of(write, NodeAccess.Everybody)));
            }

            return await Window.RepeatAsync(calls, batch: 1, duration);
        }
    }
}
