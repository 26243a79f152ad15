namespace Orleans.TaskFlow;

/// <summary>A transaction, or a snapshot, in which one statement is run after the other.</summary>
internal interface ISqlSession
{
    SqlStatements Statements { get; }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it inserted, updated or deleted itself.</returns>
    ValueTask<int> ExecuteAsync<TGiven>(string sql, TGiven given, Action<ISqlParameters, TGiven> bind);

    /// <summary>Reads every row of a query.</summary>
    ValueTask<List<TResult>> QueryAsync<TGiven, TResult>(
        string sql, TGiven given, Action<ISqlParameters, TGiven> bind, Func<ISqlRow, TResult> read);
}
