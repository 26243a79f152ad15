namespace Orleans.TaskFlow;

/// <summary>SQLite's dialect. Types are those that the seeds declare; SQLite itself keeps any value in any column.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private SqliteDialect()
    {
    }

    public static SqliteDialect Instance { get; } = new();

    public static SqlStatements Statements { get; } = new(Instance);

    public override string OrderColumn => "rowid";

    // A transaction that writes is alone from its beginning.
    public override string ForUpdate => "";

    public override string ForShare => "";

    public override string? TypeOf(SqlColumnKind kind) => kind switch
    {
        SqlColumnKind.Uuid or SqlColumnKind.Version => "VARCHAR(64)",
        SqlColumnKind.Name or SqlColumnKind.State => "VARCHAR(255)",
        SqlColumnKind.AtomKind => "VARCHAR(12)",
        SqlColumnKind.Intention => "VARCHAR(7)",
        SqlColumnKind.Json => "TEXT",
        SqlColumnKind.Time => "DATETIME",
        SqlColumnKind.Revision or SqlColumnKind.Epoch => "BIGINT NOT NULL DEFAULT 0",
        SqlColumnKind.Writer => "BIGINT",
        _ => null,
    };
}
