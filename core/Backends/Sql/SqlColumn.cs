namespace Orleans.TaskFlow;

/// <summary>A column of one of the tables.</summary>
internal readonly record struct SqlColumn(string Name, SqlColumnKind Kind)
{
    /// <summary>Whether the seeds do not have it.</summary>
    public bool IsOurs => Kind is SqlColumnKind.Order or SqlColumnKind.Revision or SqlColumnKind.Writer or SqlColumnKind.Epoch;
}
