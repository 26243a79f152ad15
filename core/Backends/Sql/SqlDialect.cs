namespace Orleans.TaskFlow;

/// <summary>What one database calls things that they all have. All else about the tables and statements is the same for each.</summary>
internal abstract class SqlDialect
{
    /// <summary>The column that the records of a table are ordered by, as they were added.</summary>
    public abstract string OrderColumn { get; }

    /// <summary>Added to a query whose rows nobody else may change before the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Added to a query within a statement, on whose answer that rests until the transaction ends.</summary>
    public abstract string ForShare { get; }

    /// <summary>Added to the statement that makes a table.</summary>
    public virtual string TableOptions => "";

    /// <summary>The type of a column; <see langword="null"/> if the tables have no such column here.</summary>
    public abstract string? TypeOf(SqlColumnKind kind);

    /// <summary>A column of what an <c>INSERT</c> would have inserted, in the part of it that updates what is there already.</summary>
    public virtual string Inserted(string column) => $"excluded.{column}";

    /// <summary>An <c>INSERT</c> that updates what is there already, on a condition; it then counts no row if that is not met.</summary>
    /// <param name="insert">Inserts.</param>
    /// <param name="assignments">Columns and their new values. None refers to a column, but to its own; the condition may to the last.</param>
    /// <param name="condition">Empty for none.</param>
    public virtual string Upsert(string insert, IReadOnlyList<(string Column, string Value)> assignments, string condition) =>
        $"{insert} ON CONFLICT (uuid) DO UPDATE SET {string.Join(", ", assignments.Select(set => $"{set.Column} = {set.Value}"))}"
        + (condition.Length > 0 ? $" WHERE {condition}" : "");

    /// <summary>That two values are the same, or both null.</summary>
    public virtual string Same(string left, string right) => $"{left} IS NOT DISTINCT FROM {right}";
}
