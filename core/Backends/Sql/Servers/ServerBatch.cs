using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Statements of one or several changes that are sent together.</summary>
internal sealed class ServerBatch(ServerDialect dialect, DbConnection connection, DbTransaction? transaction) : ISqlBatch
{
    private const string Begin = "START TRANSACTION";
    private const string End = "COMMIT";

    private readonly List<AddedStatement> _statements = [];
    private long[] _counts = [];

    public SqlStatements Statements => dialect.Statements;

    public int Count => _statements.Count;

    public ISqlParameters Add(string sql, bool mustFind = true)
    {
        var parameters = new ServerParameters();
        _statements.Add(new AddedStatement(sql, parameters, mustFind));
        return parameters;
    }

    /// <summary>Takes back the last statements.</summary>
    public void Truncate(int count) => _statements.RemoveRange(count, _statements.Count - count);

    /// <summary>Runs them as one transaction, where none is open: in one round trip, or in several if they are large.</summary>
    public async Task RunAsync()
    {
        _counts = new long[_statements.Count];
        List<ServerStatement> sent = ServerStatement.Of(dialect, _statements);
        if (sent is [var only])
        {
            await RunAloneAsync(only);
            return;
        }

        bool bracketed = transaction is null && !dialect.BatchIsTransaction;
        try
        {
            if (Parts(sent) is { Count: > 1 } parts)
            {
                await RunPartsAsync(parts, bracketed);
            }
            else
            {
                await RunTogetherAsync(sent, bracketed);
            }
        }
        catch (Exception error) when (bracketed && error is not HungCallException)
        {
            await RollBackAsync();
            throw;
        }
    }

    /// <summary>Whether each of these statements, which have run, has found its row.</summary>
    public bool Found(int first, int count)
    {
        for (int index = first; index < first + count; index++)
        {
            if (_statements[index].MustFind && _counts[index] == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The statements, in parts that are not larger than a batch may be, or of one statement.</summary>
    private List<List<ServerStatement>> Parts(List<ServerStatement> statements)
    {
        var parts = new List<List<ServerStatement>> { new() };
        long size = 0;
        foreach (ServerStatement statement in statements)
        {
            if (parts[^1].Count > 0 && size + statement.Size > dialect.LargestBatch)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(statement);
            size += statement.Size;
        }

        return parts;
    }

    private async Task RunPartsAsync(List<List<ServerStatement>> parts, bool bracketed)
    {
        if (bracketed)
        {
            await ExecuteAsync(Begin);
        }

        foreach (List<ServerStatement> part in parts)
        {
            await (part is [var only] ? RunAloneAsync(only) : RunTogetherAsync(part, bracketed: false));
        }

        if (bracketed)
        {
            await ExecuteAsync(End);
        }
    }

    private async Task RunAloneAsync(ServerStatement statement)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Text;
        statement.AddTo(command.Parameters);
        await dialect.PrepareAsync(command);
        if (statement.IsGathered)
        {
            await using DbDataReader reader = await dialect.ExecutedAsync(command.ExecuteReaderAsync(), command.CommandTimeout);
            await ReadFoundAsync(reader, [statement]);
        }
        else
        {
            _counts[statement.First] = await dialect.ExecutedAsync(command.ExecuteNonQueryAsync(), command.CommandTimeout);
        }
    }

    private async Task RunTogetherAsync(List<ServerStatement> statements, bool bracketed)
    {
        await using DbBatch batch = dialect.CreateBatch(connection);
        batch.Transaction = transaction;
        Fill(batch, statements, bracketed);
        if (dialect.CountRows is not null)
        {
            await using DbDataReader counts = await dialect.ExecutedAsync(batch.ExecuteReaderAsync(), batch.Timeout);
            await ReadCountsAsync(counts, statements[0].First);
            return;
        }

        await using (DbDataReader reader = await dialect.ExecutedAsync(batch.ExecuteReaderAsync(), batch.Timeout))
        {
            await ReadFoundAsync(reader, statements.Where(static statement => statement.IsGathered));
        }

        for (int index = 0; index < statements.Count; index++)
        {
            if (!statements[index].IsGathered)
            {
                _counts[statements[index].First] = batch.BatchCommands[index].RecordsAffected;
            }
        }
    }

    private void Fill(DbBatch batch, List<ServerStatement> statements, bool bracketed)
    {
        if (bracketed)
        {
            Add(batch, Begin);
        }

        foreach (ServerStatement statement in statements)
        {
            statement.AddTo(Add(batch, statement.Text).Parameters);
            if (dialect.CountRows is { } query)
            {
                Add(batch, query);
            }
        }

        if (bracketed)
        {
            Add(batch, End);
        }
    }

    /// <summary>Reads to the end which rows the gathered statements have found: of nothing else there are results.</summary>
    private async Task ReadFoundAsync(DbDataReader reader, IEnumerable<ServerStatement> gathered)
    {
        foreach (ServerStatement statement in gathered)
        {
            while (await reader.ReadAsync())
            {
                _counts[statement.First + reader.GetInt64(0) - 1] = 1;
            }

            await reader.NextResultAsync();
        }

        while (await reader.NextResultAsync())
        {
        }
    }

    private async Task ReadCountsAsync(DbDataReader reader, int first)
    {
        do
        {
            while (await reader.ReadAsync())
            {
                _counts[first++] = Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture);
            }
        }
        while (await reader.NextResultAsync());
    }

    /// <summary>Ends the transaction that a statement has failed in: the connection is going to be used by others.</summary>
    private async Task RollBackAsync()
    {
        try
        {
            await ExecuteAsync("ROLLBACK");
        }
        catch (Exception error) when (dialect.IsServers(error) || error is InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static DbBatchCommand Add(DbBatch batch, string sql)
    {
        DbBatchCommand command = batch.CreateBatchCommand();
        command.CommandText = sql;
        batch.BatchCommands.Add(command);
        return command;
    }
}
