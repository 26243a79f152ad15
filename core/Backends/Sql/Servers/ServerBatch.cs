using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Statements of one or several changes that are sent together.</summary>
internal sealed class ServerBatch(ServerDialect dialect, DbConnection connection, DbTransaction? transaction) : ISqlBatch
{
    private readonly List<(string Sql, ServerParameters Parameters, bool MustFind)> _statements = [];
    private readonly List<long> _counts = [];

    public SqlStatements Statements => dialect.Statements;

    public int Count => _statements.Count;

    public ISqlParameters Add(string sql, bool mustFind = true)
    {
        var parameters = new ServerParameters(dialect);
        _statements.Add((dialect.Native(sql), parameters, mustFind));
        return parameters;
    }

    /// <summary>Takes back the last statements.</summary>
    public void Truncate(int count) => _statements.RemoveRange(count, _statements.Count - count);

    /// <summary>Runs them in one round trip: as one transaction, where none is open.</summary>
    public async Task RunAsync()
    {
        if (_statements is [var only])
        {
            await using DbCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = only.Sql;
            only.Parameters.AddTo(command.Parameters);
            await dialect.PrepareAsync(command);
            _counts.Add(await command.ExecuteNonQueryAsync());
            return;
        }

        bool bracketed = transaction is null && !dialect.BatchIsTransaction;
        await using DbBatch batch = connection.CreateBatch();
        batch.Transaction = transaction;
        Fill(batch, bracketed);
        if (dialect.CountRows is null)
        {
            await batch.ExecuteNonQueryAsync();
            _counts.AddRange(batch.BatchCommands.Select(command => (long)command.RecordsAffected));
            return;
        }

        try
        {
            await ReadCountsAsync(batch);
        }
        catch (Exception error) when (bracketed && dialect.IsServers(error))
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

    private void Fill(DbBatch batch, bool bracketed)
    {
        if (bracketed)
        {
            Add(batch, "START TRANSACTION");
        }

        foreach (var (sql, parameters, _) in _statements)
        {
            parameters.AddTo(Add(batch, sql).Parameters);
            if (dialect.CountRows is { } query)
            {
                Add(batch, query);
            }
        }

        if (bracketed)
        {
            Add(batch, "COMMIT");
        }
    }

    private async Task ReadCountsAsync(DbBatch batch)
    {
        await using DbDataReader reader = await batch.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                _counts.Add(Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture));
            }
        }
        while (await reader.NextResultAsync());
    }

    /// <summary>Ends the transaction that a statement has failed in: the connection is going to be used by others.</summary>
    private async Task RollBackAsync()
    {
        try
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception error) when (dialect.IsServers(error) || error is InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }
    }

    private static DbBatchCommand Add(DbBatch batch, string sql)
    {
        DbBatchCommand command = batch.CreateBatchCommand();
        command.CommandText = sql;
        batch.BatchCommands.Add(command);
        return command;
    }
}
