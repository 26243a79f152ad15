using System.Text;
using Microsoft.Extensions.Logging;
using org.apache.zookeeper;

namespace Orleans.TaskFlow;

/// <summary>One session with the servers, from its beginning to its end; it may change connections meanwhile.</summary>
internal sealed class ZooKeeperClient : Watcher
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly string _store;
    private TaskCompletionSource<bool> _connected = NewSignal();
    private volatile bool _ended;

    // The library writes warnings into a file in the current folder unless told otherwise.
    static ZooKeeperClient() => ZooKeeper.LogToFile = false;

    public ZooKeeperClient(ZooKeeperBackendOptions options, string store, ILogger logger)
    {
        _store = store;
        _logger = logger;
        string servers = string.Join(',', ZooKeeperOptionsCheck.ServersOf(options.Servers).Select(server => $"{server.Host}:{server.Port}"));
        Api = new ZooKeeper(servers, (int)options.SessionTimeout.TotalMilliseconds, this);
        if (options.User is not null)
        {
            Api.addAuthInfo("digest", Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));
        }
    }

    public ZooKeeper Api { get; }

    /// <summary>Whether the servers have given the session up: another one has to take its place.</summary>
    public bool HasEnded => _ended || Api.getState() is ZooKeeper.States.CLOSED or ZooKeeper.States.AUTH_FAILED;

    /// <summary>Ends when there is a connection, or will never be one again.</summary>
    public Task<bool> Connected
    {
        get
        {
            lock (_gate)
            {
                return _connected.Task;
            }
        }
    }

    public override Task process(WatchedEvent @event)
    {
        lock (_gate)
        {
            switch (@event.getState())
            {
                case Event.KeeperState.SyncConnected:
                    _connected.TrySetResult(true);
                    break;
                case Event.KeeperState.Disconnected when _connected.Task.IsCompleted && !_ended:
                    _connected = NewSignal();
                    break;
                case Event.KeeperState.Expired or Event.KeeperState.AuthFailed:
                    _ended = true;
                    _connected.TrySetResult(false);
                    ZooKeeperLog.SessionEnded(_logger, _store);
                    break;
                default:
                    break;
            }
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
