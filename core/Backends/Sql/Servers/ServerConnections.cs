using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>
/// Open connections to a server, the one used last first. A driver's own pool may hand them out in turn: then one caller meets another
/// process of the server each time, which has to be woken and has nothing of his at hand.
/// </summary>
/// <remarks>
/// None is kept for long: each goes back to the driver soon, which closes what is old or not used, and is there for whoever else waits for one.
/// </remarks>
internal sealed class ServerConnections : IAsyncDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    private readonly DbDataSource _source;
    private readonly Lock _gate = new();
    private readonly ITimer _end;
    private Stack<DbConnection> _kept = [];
    private int _waiting;
    private bool _ends;
    private bool _disposed;

    public ServerConnections(DbDataSource source)
    {
        _source = source;
        // The driver and the server go by the world's time, whatever the backend's provider says.
        _end = TimeProvider.System.CreateTimer(_ => _ = EmptyAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An open connection.</summary>
    public ValueTask<DbConnection> TakeAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_kept.TryPop(out DbConnection? connection))
            {
                return ValueTask.FromResult(connection);
            }

            _waiting++;
        }

        return OpenAsync(cancellationToken);
    }

    /// <summary>Gives back a connection that nothing has happened to.</summary>
    public ValueTask ReturnAsync(DbConnection connection)
    {
        lock (_gate)
        {
            if (_waiting == 0 && !_disposed)
            {
                _kept.Push(connection);
                if (!_ends)
                {
                    _ends = true;
                    _end.Change(_longest, Timeout.InfiniteTimeSpan);
                }

                return ValueTask.CompletedTask;
            }
        }

        return connection.DisposeAsync();
    }

    /// <summary>Gives what is idle back to the driver.</summary>
    public async Task EmptyAsync()
    {
        Stack<DbConnection> kept;
        lock (_gate)
        {
            (kept, _kept) = (_kept, []);
            _ends = false;
        }

        foreach (DbConnection connection in kept)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Closes what is idle. What is still in use is closed when it is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        await _end.DisposeAsync();
        await EmptyAsync();
        await _source.DisposeAsync();
    }

    private async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _waiting--;
            }
        }
    }
}
