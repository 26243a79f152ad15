using System.Text;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// One session with the servers, from its beginning to its end. It is on one connection at a time, and moves to the next server when
/// that is lost.
/// </summary>
internal sealed class ZooKeeperClient : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ZooKeeperBackendOptions _options;
    private readonly string _store;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Task _running;
    private TaskCompletionSource<ServerLine?> _connected = NewSignal();
    private WireSession _session;
    private long _lastTransaction;
    private volatile bool _isClosing;

    public ZooKeeperClient(ZooKeeperBackendOptions options, string store, ILogger logger, TimeProvider time)
    {
        (_options, _store, _logger, _time) = (options, store, logger, time);
        _session = WireSession.New(options.SessionTimeout);

        // Away from the caller's thread, which may be a grain's.
        _running = Task.Run(RunAsync);
    }

    /// <summary>Whether the servers have given the session up, or refuse it: another one has to take its place.</summary>
    public bool HasEnded => _session.HasEnded;

    /// <summary>The session as the servers know it.</summary>
    public WireSession Session => _session;

    /// <summary>The connection, once there is one; <see langword="null"/> if there never will be one again.</summary>
    public Task<ServerLine?> Connected
    {
        get
        {
            lock (_gate)
            {
                return _connected.Task;
            }
        }
    }

    /// <summary>Ends the session: tells the servers, if they listen.</summary>
    public async ValueTask DisposeAsync()
    {
        // First, so that a connection which the servers close in answer is not taken for lost.
        _isClosing = true;
        Task<ServerLine?> connected = Connected;
        if (connected.IsCompletedSuccessfully && await connected is { } line)
        {
            try
            {
                await line.AskAsync(WireRequests.Of(WireOperation.Close)).WaitAsync(TimeSpan.FromSeconds(2), _time);
            }
            catch (Exception error) when (error is ZooKeeperException or TimeoutException)
            {
                ZooKeeperLog.SessionNotClosed(_logger, error, _store);
            }

            line.Abort();
        }

        await _closing.CancelAsync();
        await _running;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var servers = ZooKeeperOptionsCheck.ServersOf(_options.Servers);
        TimeSpan patience = _options.SessionTimeout / Math.Min(3, servers.Count) * 2 / 3;
        Memory<byte>? authentication = _options.User is null
            ? null
            : ServerLine.Authentication("digest", Encoding.UTF8.GetBytes($"{_options.User}:{_options.Password}"));
        int next = Random.Shared.Next(servers.Count);
        int failures = 0;
        while (!_isClosing && !_session.HasEnded)
        {
            var (host, port) = servers[next++ % servers.Count];
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                limit.CancelAfter(patience);
                using ServerLine line = await ServerLine.ConnectAsync(host, port, _time, limit.Token);
                WireSession session = await line.BeginAsync(_session, _lastTransaction, limit.Token);
                _session = session;
                if (session.HasEnded)
                {
                    break;
                }

                failures = 0;
                using var closing = _closing.Token.Register(line.Abort);
                Signal(line);
                Exception cause = await line.RunAsync(TimeSpan.FromMilliseconds(session.TimeoutMs), authentication is { } packet ? packet.ToArray() : null);
                _lastTransaction = line.LastTransaction;
                Unsignal();
                if (cause is ZooKeeperException)
                {
                    // The user and password are refused, now and ever.
                    _session = session with { TimeoutMs = 0 };
                }
            }
            catch (Exception error)
            {
                // Whatever it is (no server, no answer, one that is not ZooKeeper's): the next server may do better, until the callers give up.
                ZooKeeperLog.ConnectionFailed(_logger, error, _store, host, port);
                failures++;
            }

            if (failures > 0 && failures % servers.Count == 0 && !_isClosing)
            {
                await Task.Delay(_pause, _time);
            }
        }

        if (_session.HasEnded && !_isClosing)
        {
            ZooKeeperLog.SessionEnded(_logger, _store);
        }

        _session = _session with { TimeoutMs = 0 };
        Signal(null);
    }

    private void Signal(ServerLine? line)
    {
        lock (_gate)
        {
            _connected.TrySetResult(line);
        }
    }

    private void Unsignal()
    {
        lock (_gate)
        {
            _connected = NewSignal();
        }
    }

    private static TaskCompletionSource<ServerLine?> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
