namespace Orleans.TaskFlow;

/// <summary>A column of one of the tables.</summary>
internal readonly record struct SqlColumn(string Name, SqlColumnKind Kind);
