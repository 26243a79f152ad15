using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using org.apache.zookeeper;

namespace Orleans.TaskFlow;

/// <summary>The session that a backend works with, and the next one when that has ended.</summary>
internal sealed class ZooKeeperSessions(ZooKeeperBackendOptions options, string store, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private ZooKeeperClient? _current;
    private bool _namesChecked;
    private bool _disposed;

    public Deadline NewDeadline() => new(time, options.OperationTimeout);

    /// <summary>A session with a connection, as far as that is known.</summary>
    /// <param name="deadline">Until when to wait for one.</param>
    /// <param name="writeUnderWay">Whether a write that may be made is waiting for it: then so says the error.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <exception cref="StorageFailureException">There is none in time.</exception>
    public async ValueTask<ZooKeeperClient> ConnectAsync(Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            ZooKeeperClient client = Current(writeUnderWay);
            try
            {
                if (await deadline.WaitAsync(client.Connected, cancellationToken) && !client.HasEnded)
                {
                    _namesChecked = true;
                    return client;
                }
            }
            catch (TimeoutException error)
            {
                throw await UnreachableAsync(error, writeUnderWay);
            }

            Drop(client);
        }
    }

    /// <summary>Lets a session go that has ended.</summary>
    public void Drop(ZooKeeperClient client)
    {
        lock (_gate)
        {
            if (_current == client)
            {
                _current = null;
            }
        }
    }

    /// <summary>Asks for something, again where a connection is lost meanwhile, which is of no harm to a read.</summary>
    /// <exception cref="KeeperException">The servers refuse it.</exception>
    /// <exception cref="StorageFailureException">There was no answer in time.</exception>
    public async Task<T> AskAsync<T>(Func<ZooKeeper, Task<T>> ask, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ZooKeeperClient client = await ConnectAsync(deadline, writeUnderWay, cancellationToken);
            try
            {
                return await deadline.WaitAsync(ask(client.Api), cancellationToken);
            }
            catch (KeeperException error) when (IsLoss(error))
            {
                Forget(client, error);
            }
            catch (TimeoutException error)
            {
                throw Silent(error, writeUnderWay);
            }
        }
    }

    /// <summary>Whether a request got no answer because the connection or the session has ended.</summary>
    public static bool IsLoss(KeeperException error) =>
        error is KeeperException.ConnectionLossException or KeeperException.SessionExpiredException or KeeperException.SessionMovedException;

    /// <summary>Lets a session go if an error says that it has ended.</summary>
    public void Forget(ZooKeeperClient client, KeeperException error)
    {
        if (error is KeeperException.SessionExpiredException)
        {
            Drop(client);
        }
    }

    public StorageFailureException Silent(Exception error, bool outcomeUnknown) => new(
        $"The {store} gave no answer within {options.OperationTimeout}: a majority of its servers has to run and be reachable.{Doubt(outcomeUnknown)}",
        error,
        outcomeUnknown);

    public async ValueTask DisposeAsync()
    {
        ZooKeeperClient? client;
        lock (_gate)
        {
            _disposed = true;
            client = _current;
            _current = null;
        }

        if (client is null)
        {
            return;
        }

        try
        {
            // The servers end a session themselves that they hear nothing of.
            await Task.Run(client.Api.closeAsync).WaitAsync(_farewell, time);
        }
        catch (Exception error) when (error is KeeperException or TimeoutException)
        {
            ZooKeeperLog.SessionNotClosed(logger, error, store);
        }
    }

    private ZooKeeperClient Current(bool writeUnderWay)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                throw writeUnderWay
                    ? new StorageFailureException($"The {store} was closed while a write was under way.{Doubt(true)}", outcomeUnknown: true)
                    : new ObjectDisposedException(nameof(ZooKeeperBackend));
            }

            return _current ??= new ZooKeeperClient(options, store, logger);
        }
    }

    // Asked for late, as it may take its time; and only until there was a connection, which shows that the names are right.
    private async Task<StorageFailureException> UnreachableAsync(TimeoutException error, bool outcomeUnknown)
    {
        var unknown = new List<string>();
        foreach (var (host, _) in _namesChecked ? [] : ZooKeeperOptionsCheck.ServersOf(options.Servers))
        {
            try
            {
                await Dns.GetHostAddressesAsync(host);
            }
            catch (SocketException)
            {
                unknown.Add(host);
            }
        }

        string cause = unknown.Count == 0
            ? "a majority of its servers has to run and be reachable"
            : $"there is no host called {string.Join(", ", unknown)}. Name servers that there are";
        return new StorageFailureException(
            $"The {store} could not be reached within {options.OperationTimeout}: {cause}.{Doubt(outcomeUnknown)}", error, outcomeUnknown);
    }

    private static string Doubt(bool outcomeUnknown) => outcomeUnknown ? " Whether the write was made is unknown." : "";
}
