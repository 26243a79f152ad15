namespace Orleans.TaskFlow;

/// <summary>One of the seeds' three tables, whatever the dialect. Columns that the seeds do not have come last.</summary>
internal sealed record SqlTable(string Name, SqlTable? Parent, IReadOnlyList<SqlColumn> Columns)
{
    public const string OrderColumn = "added";

    public const string KeyColumn = "uuid";

    public const string ParentColumn = "parent_uuid";

    private static readonly SqlColumn _createdAt = new("created_at", SqlColumnKind.Time);
    private static readonly SqlColumn _updatedAt = new("updated_at", SqlColumnKind.Time);
    private static readonly SqlColumn _parent = new(ParentColumn, SqlColumnKind.Uuid);
    private static readonly SqlColumn _meta = new("meta", SqlColumnKind.Json);
    private static readonly SqlColumn _name = new("name", SqlColumnKind.Name);
    private static readonly SqlColumn _state = new("state", SqlColumnKind.State);
    private static readonly SqlColumn _uuid = new(KeyColumn, SqlColumnKind.Uuid);
    private static readonly SqlColumn _order = new(OrderColumn, SqlColumnKind.Order);
    private static readonly SqlColumn _revision = new("revision", SqlColumnKind.Revision);
    private static readonly SqlColumn _writer = new("writer", SqlColumnKind.Writer);

    public static SqlTable LogBooks { get; } = new(
        "logbooks", null, [_createdAt, _updatedAt, _meta, _name, _uuid, _order, _revision, _writer]);

    public static SqlTable Flows { get; } = new(
        "flowdetails", LogBooks, [_createdAt, _updatedAt, _parent, _meta, _name, _state, _uuid, _order, _revision, _writer, new("epoch", SqlColumnKind.Epoch)]);

    public static SqlTable Atoms { get; } = new(
        "atomdetails",
        Flows,
        [
            _createdAt, _updatedAt, _meta, _parent, _name, new("version", SqlColumnKind.Version), _state, _uuid,
            new("failure", SqlColumnKind.Json), new("results", SqlColumnKind.Json), new("revert_results", SqlColumnKind.Json),
            new("revert_failure", SqlColumnKind.Json), new("atom_type", SqlColumnKind.AtomKind),
            new("intention", SqlColumnKind.Intention), _order, _revision, _writer,
        ]);

    /// <summary>The tables, parents before children.</summary>
    public static IReadOnlyList<SqlTable> All { get; } = [LogBooks, Flows, Atoms];

    /// <summary>The columns that the seeds have.</summary>
    public IEnumerable<SqlColumn> SeedColumns => Columns.Where(column => !column.IsOurs);

    /// <summary>The constraint by which records go with what they belong to; <see langword="null"/> if they belong to nothing.</summary>
    public string? Reference =>
        Parent is null ? null : $"FOREIGN KEY ({ParentColumn}) REFERENCES {Parent.Name} ({KeyColumn}) ON DELETE CASCADE";

    /// <summary>The columns that a dialect has.</summary>
    public IEnumerable<SqlColumn> ColumnsIn(SqlDialect dialect) => Columns.Where(column => dialect.TypeOf(column.Kind) is not null);

    /// <summary>The statement that makes the index by which what belongs to a record is found; of a table with a parent.</summary>
    public string CreateIndex(string condition = "") => $"CREATE INDEX {condition}{Name}_of_{Parent!.Name} ON {Name} ({ParentColumn})";

    /// <summary>The statement that makes the table if it is not there.</summary>
    public string Create(SqlDialect dialect)
    {
        var lines = ColumnsIn(dialect)
            .Select(column => $"{column.Name} {dialect.TypeOf(column.Kind)}{(column.Name == KeyColumn ? " NOT NULL" : "")}")
            .Append($"PRIMARY KEY ({KeyColumn})");
        if (Reference is not null)
        {
            lines = lines.Append(Reference);
        }

        return $"CREATE TABLE IF NOT EXISTS {Name} ({string.Join(", ", lines)}){dialect.TableOptions}";
    }
}
