using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>Connections to one database of a server, and what their errors mean.</summary>
internal sealed class ServerLink(ServerDialect dialect, DbDataSource source, string description, ILogger logger) : IAsyncDisposable
{
    // Of transactions that lose against others. Each time, at least one of the others gets through.
    private const int MostAttempts = 10;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    private readonly ServerConnections _connections = new(source);

    public ServerDialect Dialect => dialect;

    /// <summary>For messages: what and where it is, without secrets.</summary>
    public string Description => description;

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <summary>Repeats what a transaction of somebody else has undone.</summary>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (ServerFailure failure) when (failure.Trouble == ServerTrouble.Conflict && attempt < MostAttempts)
            {
                Log.Conflict(logger, failure, description, attempt);
            }

            // Others are waited for, so this is the world's time whatever the backend's provider says.
            await Task.Delay(_pause * Random.Shared.Next(1, attempt + 1), TimeProvider.System);
        }
    }

    /// <summary>Uses a connection.</summary>
    /// <param name="commits">Whether what is done is committed by the same call.</param>
    /// <param name="work">Uses it.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="ServerFailure">It failed.</exception>
    public async Task<T> OnConnectionAsync<T>(bool commits, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken = default)
    {
        DbConnection connection = await OpenAsync(cancellationToken);
        T result;
        try
        {
            result = await work(connection);
        }
        catch (Exception error) when (dialect.IsServers(error))
        {
            throw await FailedAsync(error, connection, commits);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await _connections.ReturnAsync(connection);
        return result;
    }

    /// <summary>Uses a connection in a transaction, which is committed if <paramref name="work"/> says so.</summary>
    /// <exception cref="ServerFailure">It failed.</exception>
    public async Task<bool> InTransactionAsync(IsolationLevel isolation, Func<DbConnection, DbTransaction, Task<bool>> work)
    {
        DbConnection connection = await OpenAsync(CancellationToken.None);
        bool commits = false;
        try
        {
            // Closing the connection is what ends a transaction in which something fails.
            DbTransaction transaction = await dialect.BeginAsync(connection, isolation);
            if (await work(connection, transaction))
            {
                commits = true;
                await transaction.CommitAsync();
            }

            await transaction.DisposeAsync();
        }
        catch (Exception error) when (dialect.IsServers(error))
        {
            throw await FailedAsync(error, connection, commits);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await _connections.ReturnAsync(connection);
        return commits;
    }

    /// <summary>The error for callers of what has nothing to repeat.</summary>
    public async Task<T> AnswerAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ServerFailure failure)
        {
            throw failure.ForCaller();
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _connections.TakeAsync(cancellationToken);
        }
        catch (Exception error) when (dialect.IsServers(error))
        {
            throw new ServerFailure(MessageOf(error, unknown: false), error, ServerTrouble.Unreachable, outcomeUnknown: false);
        }
    }

    /// <summary>Gives a connection back on which something has failed, to the driver, which knows whether it can be used again.</summary>
    private async Task<ServerFailure> FailedAsync(Exception error, DbConnection connection, bool commits)
    {
        ServerTrouble trouble = dialect.TroubleOf(error);
        bool lost = trouble is ServerTrouble.Lost or ServerTrouble.Unanswered;
        bool unknown = commits && lost;
        if (lost)
        {
            await _connections.EmptyAsync();
            dialect.Forget(connection);
        }

        if (error is HungCallException hung)
        {
            _ = CloseAfterAsync(hung.Call, connection);
        }
        else
        {
            await connection.DisposeAsync();
        }

        return new ServerFailure(MessageOf(error, unknown), error, trouble, unknown);
    }

    // The driver would hand the connection to the next one who asks, to whom the answer would come.
    private static async Task CloseAfterAsync(Task call, DbConnection connection)
    {
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }

    private string MessageOf(Exception error, bool unknown)
    {
        var (cause, detail) = dialect.Explain(error);
        return $"{description} {cause}.{(unknown ? " Whether the write was made is unknown." : "")} ({dialect.Product} says: {detail})";
    }
}
