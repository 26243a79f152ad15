namespace Orleans.TaskFlow;

/// <summary>Takes statements that do not wait for one another's outcome.</summary>
internal interface ISqlBatch
{
    SqlStatements Statements { get; }

    /// <summary>Adds a statement, whose values are bound next.</summary>
    /// <param name="sql">One of the <see cref="Statements"/>.</param>
    /// <param name="mustFind">Whether it has to insert, update or delete a row.</param>
    ISqlParameters Add(string sql, bool mustFind = true);
}
