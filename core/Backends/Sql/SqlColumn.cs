namespace Orleans.TaskFlow;

/// <summary>A column of one of the tables.</summary>
internal readonly record struct SqlColumn(string Name, SqlColumnKind Kind)
{
    /// <summary>Whether it is ours, and not the seeds'.</summary>
    public bool IsOwn => Kind is SqlColumnKind.Order or SqlColumnKind.Revision or SqlColumnKind.Writer or SqlColumnKind.Epoch;
}
