namespace Orleans.TaskFlow;

/// <summary>Looks at the tables of a file, which another program may have made.</summary>
internal static class SqliteTables
{
    /// <summary>Looks for the columns of a table: all of them, or those that the seeds have.</summary>
    /// <exception cref="StorageFailureException">The table is missing, or lacks a column.</exception>
    public static void CheckColumns(SqliteSession session, SqlTable table, bool ofSeeds)
    {
        var present = ColumnsOf(session, table);
        foreach (SqlColumn column in table.ColumnsIn(SqliteDialect.Instance).Where(column => !ofSeeds || !column.IsOurs))
        {
            if (!present.Contains(column.Name))
            {
                throw session.File.Failure(
                    present.Count == 0
                        ? $"has no table '{table.Name}'. Restore it from a backup, or name another file."
                        : $"has a table '{table.Name}' without the column '{column.Name}', which is not TaskFlow's. Name another file.");
            }
        }
    }

    /// <summary>Adds the columns that a table has not which the seeds, or an older version of this library, have made.</summary>
    public static void AddOwnColumns(SqliteSession session, SqlTable table)
    {
        var present = ColumnsOf(session, table);
        foreach (SqlColumn column in table.ColumnsIn(SqliteDialect.Instance).Where(column => column.IsOurs && !present.Contains(column.Name)))
        {
            session.Execute($"ALTER TABLE {table.Name} ADD COLUMN {column.Name} {SqliteDialect.Instance.TypeOf(column.Kind)}");
        }
    }

    /// <exception cref="StorageFailureException">What belongs to a record would outlive it.</exception>
    public static void CheckParent(SqliteSession session, SqlTable table)
    {
        const int TableColumn = 2;
        const int OnDeleteColumn = 6;
        if (table.Parent is { } parent
            && !(session.Texts($"PRAGMA foreign_key_list({table.Name})", TableColumn).Contains(parent.Name)
                && session.Texts($"PRAGMA foreign_key_list({table.Name})", OnDeleteColumn).Contains("CASCADE")))
        {
            throw session.File.Failure(
                $"has a table '{table.Name}' without the cascading foreign key to '{parent.Name}'. Copy its records into a file that UpgradeAsync made.");
        }
    }

    private static List<string> ColumnsOf(SqliteSession session, SqlTable table) => session.Texts($"PRAGMA table_info({table.Name})", column: 1);
}
