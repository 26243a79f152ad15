namespace Orleans.TaskFlow;

/// <summary>Runs the statements of a change one by one on a session, each when the next one is added and so its values are bound.</summary>
internal sealed class SqliteBatch(SqliteSession session) : ISqlBatch
{
    private SqliteStatement? _added;
    private bool _addedMustFind;
    private bool _missed;

    SqlStatements ISqlBatch.Statements => SqliteDialect.Statements;

    /// <summary>Runs a change in the open transaction; whether each of its statements has found its row.</summary>
    public bool Run<T>(SqlChange<T> change)
    {
        _missed = false;
        _added = null;
        try
        {
            change.Declare(this);
            RunAdded();
        }
        finally
        {
            _added?.Dispose();
            _added = null;
        }

        return !_missed;
    }

    ISqlParameters ISqlBatch.Add(string sql, bool mustFind)
    {
        RunAdded();
        _addedMustFind = mustFind;
        return _added = session.Use(sql);
    }

    private void RunAdded()
    {
        if (_added is { } statement)
        {
            _added = null;
            if (_missed)
            {
                // It could fail for want of what was not found.
                statement.Dispose();
                return;
            }

            _missed = statement.Execute() == 0 && _addedMustFind;
        }
    }
}
