using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>The session that a backend works with, and the next one when that has ended.</summary>
internal sealed class ZooKeeperSessions(ZooKeeperBackendOptions options, string store, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private ZooKeeperClient? _current;
    private bool _namesChecked;
    private bool _disposed;

    public Deadline NewDeadline() => new(time, options.OperationTimeout);

    /// <summary>The session that there is now; it may be another one later.</summary>
    public ZooKeeperClient? Client => _current;

    /// <summary>The connection of a session, as far as that is known.</summary>
    /// <param name="deadline">Until when to wait for one.</param>
    /// <param name="writeUnderWay">Whether a write that may be made is waiting for it: then so says the error.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <exception cref="StorageFailureException">There is none in time.</exception>
    public async ValueTask<ServerLine> ConnectAsync(Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            ZooKeeperClient client = Current(writeUnderWay);
            try
            {
                if (await deadline.WaitAsync(client.Connected, cancellationToken) is { } line)
                {
                    _namesChecked = true;
                    return line;
                }
            }
            catch (TimeoutException error)
            {
                throw await UnreachableAsync(error, writeUnderWay);
            }

            Drop(client);
            if (deadline.Left == TimeSpan.Zero)
            {
                throw Silent(new TimeoutException(), writeUnderWay);
            }
        }
    }

    /// <summary>Asks for something, again where a connection is lost meanwhile, which is of no harm to a read.</summary>
    /// <exception cref="ZooKeeperException">The servers refuse it.</exception>
    /// <exception cref="StorageFailureException">There was no answer in time.</exception>
    public async Task<byte[]> AskAsync(Memory<byte> request, Deadline deadline, bool writeUnderWay, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ServerLine line = await ConnectAsync(deadline, writeUnderWay, cancellationToken);
            try
            {
                return await deadline.WaitAsync(line.AskAsync(request), cancellationToken);
            }
            catch (ZooKeeperException error) when (error.IsLoss)
            {
                await LostAsync(line);

                // A packet that may be under way still is not to be numbered anew.
                request = request.ToArray();
            }
            catch (TimeoutException error)
            {
                throw Silent(error, writeUnderWay);
            }
        }
    }

    /// <summary>Waits until it is known everywhere that a connection was lost, on which a request has failed.</summary>
    public async Task LostAsync(ServerLine line)
    {
        line.Abort();
        while (_current is { } client && client.Connected is { IsCompletedSuccessfully: true } connected && await connected == line)
        {
            await Task.Yield();
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

        await client.DisposeAsync();
    }

    private void Drop(ZooKeeperClient client)
    {
        lock (_gate)
        {
            if (_current == client)
            {
                _current = null;
            }
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

            return _current ??= new ZooKeeperClient(options, store, logger, time);
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
