using System.Data.Common;

namespace Orleans.TaskFlow;

/// <summary>Statements of one or several changes that are sent together.</summary>
internal sealed class ServerBatch(ServerDialect dialect, DbBatch batch) : ISqlBatch
{
    private readonly List<bool> _mustFind = [];

    public SqlStatements Statements => dialect.Statements;

    public int Count => batch.BatchCommands.Count;

    public ISqlParameters Add(string sql, bool mustFind = true)
    {
        DbBatchCommand command = AddPlain(dialect.Native(sql), mustFind);
        return new ServerParameters(dialect, command.Parameters);
    }

    /// <summary>Adds a statement without values.</summary>
    public DbBatchCommand AddPlain(string sql, bool mustFind = false)
    {
        DbBatchCommand command = batch.CreateBatchCommand();
        command.CommandText = sql;
        batch.BatchCommands.Add(command);
        _mustFind.Add(mustFind);
        return command;
    }

    /// <summary>Takes back the last statements.</summary>
    public void Truncate(int count)
    {
        while (batch.BatchCommands.Count > count)
        {
            batch.BatchCommands.RemoveAt(batch.BatchCommands.Count - 1);
            _mustFind.RemoveAt(_mustFind.Count - 1);
        }
    }

    /// <summary>Whether each of these statements, which have run, has found its row.</summary>
    public bool Found(int first, int count)
    {
        for (int index = first; index < first + count; index++)
        {
            if (_mustFind[index] && batch.BatchCommands[index].RecordsAffected == 0)
            {
                return false;
            }
        }

        return true;
    }
}
