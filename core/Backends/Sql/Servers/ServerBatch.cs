using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>Statements of one or several changes that are sent together.</summary>
internal sealed class ServerBatch(ServerDialect dialect, DbConnection connection, DbTransaction? transaction) : ISqlBatch
{
    private const string Begin = "START TRANSACTION";
    private const string End = "COMMIT";

    private readonly List<Statement> _statements = [];
    private readonly List<long> _counts = [];

    public SqlStatements Statements => dialect.Statements;

    public int Count => _statements.Count;

    public ISqlParameters Add(string sql, bool mustFind = true)
    {
        var parameters = new ServerParameters(dialect);
        _statements.Add(new Statement(dialect.Native(sql), parameters, mustFind));
        return parameters;
    }

    /// <summary>Takes back the last statements.</summary>
    public void Truncate(int count) => _statements.RemoveRange(count, _statements.Count - count);

    /// <summary>Runs them as one transaction, where none is open: in one round trip, or in several if they are large.</summary>
    public async Task RunAsync()
    {
        if (_statements is [var only])
        {
            await RunAloneAsync(only);
            return;
        }

        bool bracketed = transaction is null && !dialect.BatchIsTransaction;
        try
        {
            if (Parts() is { Count: > 1 } parts)
            {
                await RunPartsAsync(parts, bracketed);
            }
            else
            {
                await RunTogetherAsync(_statements, bracketed);
            }
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

    /// <summary>The statements, in parts that are not larger than a batch may be, or of one statement.</summary>
    private List<List<Statement>> Parts()
    {
        var parts = new List<List<Statement>> { new() };
        long size = 0;
        foreach (Statement statement in _statements)
        {
            long next = statement.Sql.Length + statement.Parameters.Size;
            if (parts[^1].Count > 0 && size + next > dialect.LargestBatch)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(statement);
            size += next;
        }

        return parts;
    }

    private async Task RunPartsAsync(List<List<Statement>> parts, bool bracketed)
    {
        if (bracketed)
        {
            await ExecuteAsync(Begin);
        }

        foreach (var part in parts)
        {
            await (part is [var only] ? RunAloneAsync(only) : RunTogetherAsync(part, bracketed: false));
        }

        if (bracketed)
        {
            await ExecuteAsync(End);
        }
    }

    private async Task RunAloneAsync(Statement statement)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Sql;
        statement.Parameters.AddTo(command.Parameters);
        await dialect.PrepareAsync(command);
        _counts.Add(await command.ExecuteNonQueryAsync());
    }

    private async Task RunTogetherAsync(List<Statement> statements, bool bracketed)
    {
        await using DbBatch batch = connection.CreateBatch();
        batch.Transaction = transaction;
        Fill(batch, statements, bracketed);
        if (dialect.CountRows is null)
        {
            await batch.ExecuteNonQueryAsync();
            _counts.AddRange(batch.BatchCommands.Select(command => (long)command.RecordsAffected));
            return;
        }

        await ReadCountsAsync(batch);
    }

    private void Fill(DbBatch batch, List<Statement> statements, bool bracketed)
    {
        if (bracketed)
        {
            Add(batch, Begin);
        }

        foreach (Statement statement in statements)
        {
            statement.Parameters.AddTo(Add(batch, statement.Sql).Parameters);
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

    private readonly record struct Statement(string Sql, ServerParameters Parameters, bool MustFind);
}
