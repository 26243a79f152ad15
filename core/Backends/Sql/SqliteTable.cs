namespace Orleans.TaskFlow;

/// <summary>One of the tables, as the seeds have them on SQLite.</summary>
internal sealed class SqliteTable
{
    private readonly string _name;
    private readonly string[] _columns;
    private readonly SqliteTable? _parent;

    private SqliteTable(string name, string[] columns, SqliteTable? parent = null)
    {
        _name = name;
        _columns = columns;
        _parent = parent;
        var lines = columns.Append("PRIMARY KEY (uuid)");
        if (parent is not null)
        {
            lines = lines.Append($"FOREIGN KEY (parent_uuid) REFERENCES {parent._name} (uuid) ON DELETE CASCADE");
        }

        Create = $"CREATE TABLE IF NOT EXISTS {name} ({string.Join(", ", lines)})";
    }

    public static SqliteTable LogBooks { get; } = new(
        "logbooks",
        ["created_at DATETIME", "updated_at DATETIME", "meta TEXT", "name VARCHAR(255)", "uuid VARCHAR(64) NOT NULL"]);

    public static SqliteTable Flows { get; } = new(
        "flowdetails",
        [
            "created_at DATETIME", "updated_at DATETIME", "parent_uuid VARCHAR(64)", "meta TEXT", "name VARCHAR(255)",
            "state VARCHAR(255)", "uuid VARCHAR(64) NOT NULL",
        ],
        LogBooks);

    public static SqliteTable Atoms { get; } = new(
        "atomdetails",
        [
            "created_at DATETIME", "updated_at DATETIME", "meta TEXT", "parent_uuid VARCHAR(64)", "name VARCHAR(255)",
            "version VARCHAR(64)", "state VARCHAR(255)", "uuid VARCHAR(64) NOT NULL", "failure TEXT", "results TEXT",
            "revert_results TEXT", "revert_failure TEXT", "atom_type VARCHAR(12)", "intention VARCHAR(7)",
        ],
        Flows);

    /// <summary>The tables, parents before children.</summary>
    public static IReadOnlyList<SqliteTable> All { get; } = [LogBooks, Flows, Atoms];

    /// <summary>The statement that makes the table if it is not there.</summary>
    public string Create { get; }

    /// <exception cref="StorageFailureException">The table is missing, or lacks a column.</exception>
    public void CheckColumns(SqliteSession session)
    {
        var present = session.Texts($"PRAGMA table_info({_name})", column: 1);
        foreach (string column in _columns.Select(column => column[..column.IndexOf(' ', StringComparison.Ordinal)]))
        {
            if (!present.Contains(column))
            {
                throw session.File.Failure(
                    present.Count == 0
                        ? $"has no table '{_name}'. Restore it from a backup, or name another file."
                        : $"has a table '{_name}' without the column '{column}', which is not TaskFlow's. Name another file.");
            }
        }
    }

    /// <exception cref="StorageFailureException">What belongs to a record would outlive it.</exception>
    public void CheckParent(SqliteSession session)
    {
        const int TableColumn = 2;
        const int OnDeleteColumn = 6;
        if (_parent is not null
            && !(session.Texts($"PRAGMA foreign_key_list({_name})", TableColumn).Contains(_parent._name)
                && session.Texts($"PRAGMA foreign_key_list({_name})", OnDeleteColumn).Contains("CASCADE")))
        {
            throw session.File.Failure(
                $"has a table '{_name}' without the cascading foreign key to '{_parent._name}'. Copy its records into a file that UpgradeAsync made.");
        }
    }
}
