using System.Data.Common;
using System.Globalization;

namespace Orleans.TaskFlow;

/// <summary>
/// The seeds' three tables on a server, and how they get there. Their version is in a table of its own; a database that another
/// TaskFlow has set up has the three tables and no version, and is taken over.
/// </summary>
internal sealed class ServerSchema(ServerLink link, TimeSpan patience)
{
    private const int Version = 2;

    private const string VersionTable = "taskflow_schema";

    // TaskFlow for Python looks here for how far its own migrations are, and makes those that are missing.
    private const string PythonVersionTable = "alembic_version";
    private const string PythonVersion = "00af93df9d77";

    private static readonly string[] _setVersions =
    [
        // Where it has set the database up, its version stays: then there are migrations to come that are its own business.
        $"CREATE TABLE IF NOT EXISTS {PythonVersionTable} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
        $"INSERT INTO {PythonVersionTable} (version_num) SELECT '{PythonVersion}' FROM (SELECT COUNT(*) AS rows_there FROM {PythonVersionTable}) there WHERE rows_there = 0",
        $"CREATE TABLE IF NOT EXISTS {VersionTable} (version INTEGER NOT NULL)",
        $"DELETE FROM {VersionTable}",
        $"INSERT INTO {VersionTable} (version) VALUES ({Version})",
    ];

    private readonly ServerDialect _dialect = link.Dialect;

    /// <inheritdoc cref="ISqlBackend.Script"/>
    public static IReadOnlyList<string> Script(ServerDialect dialect) =>
    [
        .. SqlTable.All.Select(table => table.Create(dialect)),
        .. SqlTable.All.Select(table => dialect.IndexIfMissing(table)).OfType<string>(),
        .. _setVersions,
    ];

    /// <exception cref="IncompatibleVersionException">The database is of a newer version.</exception>
    public Task<bool> UpgradeAsync(CancellationToken cancellationToken) => link.OnConnectionAsync(
        commits: false,
        async connection =>
        {
            if (await ReadVersionAsync(connection, null, cancellationToken) != Version)
            {
                await _dialect.LockedAsync(connection, patience, transaction => StepsAsync(connection, transaction, cancellationToken), cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <exception cref="StorageFailureException">The database is not set up, or cannot be written.</exception>
    /// <exception cref="IncompatibleVersionException">The database is of a newer version.</exception>
    public Task<bool> ValidateAsync(CancellationToken cancellationToken) => link.OnConnectionAsync(
        commits: false,
        async connection =>
        {
            if (await ReadVersionAsync(connection, null, cancellationToken) < Version)
            {
                throw Failure("is not set up for logbooks, or by an older version of this library. Call UpgradeAsync (taskflow upgrade) first.");
            }

            var cascading = await TextsAsync(connection, null, _dialect.SelectCascading, cancellationToken);
            foreach (SqlTable table in SqlTable.All)
            {
                CheckColumns(table, await ColumnsAsync(connection, null, table, cancellationToken), table.ColumnsIn(_dialect));
                if (table.Parent is { } parent && !cascading.Contains(table.Name))
                {
                    throw Failure(
                        $"has a table '{table.Name}' without the cascading foreign key to '{parent.Name}'. Copy its records into a database that UpgradeAsync made.");
                }

                // Finds no row; it only has to be allowed.
                await ExecuteAsync(connection, null, $"UPDATE {table.Name} SET revision = revision WHERE 1 = 0", cancellationToken);
            }

            return true;
        },
        cancellationToken);

    private async Task StepsAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        if (await ReadVersionAsync(connection, transaction, cancellationToken) == Version)
        {
            return;
        }

        await TakeOverAsync(connection, transaction, cancellationToken);
        foreach (SqlTable table in SqlTable.All)
        {
            var present = await ColumnsAsync(connection, transaction, table, cancellationToken);
            if (present.Count > 0)
            {
                foreach (SqlColumn column in table.Columns.Where(column => column.IsOurs && !present.Contains(column.Name)))
                {
                    await ExecuteAsync(
                        connection, transaction, $"ALTER TABLE {table.Name} ADD COLUMN {column.Name} {_dialect.TypeOf(column.Kind)}", cancellationToken);
                }

                continue;
            }

            await ExecuteAsync(connection, transaction, table.Create(_dialect), cancellationToken);
            if (table.Parent is not null)
            {
                await ExecuteAsync(connection, transaction, table.CreateIndex(), cancellationToken);
            }
        }

        foreach (string statement in _setVersions)
        {
            await ExecuteAsync(connection, transaction, statement, cancellationToken);
        }
    }

    /// <summary>Makes ready what another program has made, or an upgrade that was broken off where making tables is not part of a transaction.</summary>
    private async Task TakeOverAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var tables = new List<SqlTable>();
        foreach (SqlTable table in SqlTable.All)
        {
            var present = await ColumnsAsync(connection, transaction, table, cancellationToken);
            if (present.Count > 0)
            {
                CheckColumns(table, present, table.SeedColumns);
                tables.Add(table);
            }
        }

        await _dialect.WidenAsync(tables, async sql => await TextsAsync(connection, transaction, sql, cancellationToken));
    }

    private void CheckColumns(SqlTable table, HashSet<string> present, IEnumerable<SqlColumn> wanted)
    {
        foreach (SqlColumn column in wanted)
        {
            if (!present.Contains(column.Name))
            {
                throw Failure(
                    present.Count == 0
                        ? $"has no table '{table.Name}'. Restore it from a backup, or name another database."
                        : $"has a table '{table.Name}' without the column '{column.Name}', which is not TaskFlow's. Name another database or schema.");
            }
        }
    }

    /// <summary>The version of the database; zero if it is not set up.</summary>
    private async Task<long> ReadVersionAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var tables = await TextsAsync(
            connection,
            transaction,
            $"SELECT table_name FROM information_schema.tables WHERE table_schema = {_dialect.CurrentSchema} AND table_name = '{VersionTable}'",
            cancellationToken);
        if (tables.Count == 0)
        {
            return 0;
        }

        var versions = await TextsAsync(connection, transaction, $"SELECT version FROM {VersionTable}", cancellationToken);
        long version = versions.Select(text => long.Parse(text, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        return version is >= 0 and <= Version
            ? version
            : throw new IncompatibleVersionException(
                $"{link.Description} has the schema version {version}; this library knows versions up to {Version}. Use the version of the library that made it, or a newer one.");
    }

    private Task<HashSet<string>> ColumnsAsync(DbConnection connection, DbTransaction? transaction, SqlTable table, CancellationToken cancellationToken) =>
        TextsAsync(
            connection,
            transaction,
            $"SELECT column_name FROM information_schema.columns WHERE table_schema = {_dialect.CurrentSchema} AND table_name = '{table.Name}'",
            cancellationToken);

    private static async Task<HashSet<string>> TextsAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = Command(connection, transaction, sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return texts;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = Command(connection, transaction, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    private StorageFailureException Failure(string cause) => new($"{link.Description} {cause}");
}
