using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>The three tables in one database of a server.</summary>
internal sealed class ServerStore : ISqlStore, IAsyncDisposable
{
    // While the transaction of one lane waits for the disk, that of the other is worked on. More lanes make smaller transactions.
    private const int SharedLanes = 2;
    private const int MostInOne = 128;
    private const int LanesOfOne = 4;

    private readonly ServerDialect _dialect;
    private readonly ServerLink _link;
    private readonly ServerWriter _shared;
    private readonly ServerWriter _alone;
    private readonly ServerSchema _schema;
    private readonly ServerLimit _limit;
    private readonly TimeProvider _time;
    private volatile bool _disposed;

    public ServerStore(
        ServerDialect dialect, DbDataSource source, string description, ServerLimit limit, TimeSpan patience, ILogger logger, TimeProvider? time)
    {
        _dialect = dialect;
        _link = new ServerLink(dialect, source, description, logger);
        var transactions = new ServerTransactions(_link);
        _shared = new ServerWriter(SharedLanes, MostInOne, transactions.RunSharedAsync);
        _alone = new ServerWriter(LanesOfOne, mostInOne: 1, writes => transactions.RunTogetherAsync(writes[0]));
        _schema = new ServerSchema(_link, patience);
        _limit = limit;
        _time = time ?? TimeProvider.System;
    }

    public string Description => _link.Description;

    public int? LongestUuid => _dialect.LongestUuid;

    public IConnection Connect(IBackend owner, bool fenced)
    {
        ObjectDisposedException.ThrowIf(_disposed, owner);
        return new SqlStoreConnection(this, fenced ? new SqlRevisions() : null, _time);
    }

    public async ValueTask<RecordLimit> FindLimitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_limit.IsUnknown)
        {
            // Connecting is what tells it.
            await _link.AnswerAsync(() => _link.OnConnectionAsync(commits: false, static _ => Task.FromResult(true), cancellationToken));
        }

        return _limit.Current;
    }

    public Task UpgradeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _link.AnswerAsync(() => _schema.UpgradeAsync(cancellationToken));
    }

    public Task ValidateAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _link.AnswerAsync(() => _schema.ValidateAsync(cancellationToken));
    }

    public Task<T> WriteAsync<T>(SqlChange<T> change) => (change.IsTogether ? _alone : _shared).WriteAsync(change);

    public async ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, bool together, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await _link.AnswerAsync(async () =>
        {
            try
            {
                return await ReadOnceAsync();
            }
            catch (ServerFailure failure) when (failure.Trouble == ServerTrouble.Lost)
            {
                // Perhaps the server has restarted since the connection was used last. Others like it are closed by now.
                return await ReadOnceAsync();
            }
        });

        Task<T> ReadOnceAsync() => _link.RepeatAsync(() => together ? ReadTogetherAsync(read) : ReadOneAsync(read, cancellationToken));
    }

    /// <summary>Waits for the writes that have begun, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _shared.CloseAsync();
        await _alone.CloseAsync();
        await _link.DisposeAsync();
    }

    private Task<T> ReadOneAsync<T>(Func<ISqlSession, ValueTask<T>> read, CancellationToken cancellationToken) => _link.OnConnectionAsync(
        commits: false, async connection => await read(new ServerSession(_dialect, connection, transaction: null)), cancellationToken);

    private async Task<T> ReadTogetherAsync<T>(Func<ISqlSession, ValueTask<T>> read)
    {
        T? result = default;
        await _link.InTransactionAsync(IsolationLevel.RepeatableRead, async (connection, transaction) =>
        {
            result = await read(new ServerSession(_dialect, connection, transaction));
            return false;
        });
        return result!;
    }
}
