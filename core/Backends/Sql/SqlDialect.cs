namespace Orleans.TaskFlow;

/// <summary>What one database calls things that they all have. All else about the tables and statements is the same for each.</summary>
internal abstract class SqlDialect
{
    /// <summary>The column that the records of a table are ordered by, as they were added.</summary>
    public abstract string OrderColumn { get; }

    /// <summary>Whether records say how often and by whom they were written, so that a write over somebody else's can be refused.</summary>
    public abstract bool HasRevisions { get; }

    /// <summary>Whether there is an <c>INSERT</c> that updates what is there already, on a condition.</summary>
    public abstract bool HasConditionalUpsert { get; }

    /// <summary>Added to a query whose rows nobody else may change before the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Added to the statement that makes a table.</summary>
    public virtual string TableOptions => "";

    /// <summary>The type of a column; <see langword="null"/> if the tables have no such column here.</summary>
    public abstract string? TypeOf(SqlColumnKind kind);

    /// <summary>That two values are the same, or both null.</summary>
    public virtual string Same(string left, string right) => $"{left} IS NOT DISTINCT FROM {right}";
}
