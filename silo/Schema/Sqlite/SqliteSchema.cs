using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Orleans.TaskFlow;

/// <summary>Orleans' tables in a SQLite file: grain state and membership. Tables and statements are the files beside this one.</summary>
internal sealed class SqliteSchema : OrleansSchema
{
    /// <summary>The layout of the tables that this version creates and uses.</summary>
    public const int Version = 1;

    private const long SynchronousFull = 2;

    private SqliteSchema()
    {
    }

    public static SqliteSchema Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Named for another driver; Orleans loads Microsoft.Data.Sqlite by it.</remarks>
    public override string Invariant => "System.Data.SQLite";

    /// <inheritdoc/>
    public override OrleansDatabase Parse(string connectionString) => SqliteDatabase.Parse(connectionString);

    /// <inheritdoc/>
    public override async Task EnsureAsync(OrleansDatabase database, CancellationToken cancellationToken)
    {
        var options = new SqliteConnectionStringBuilder(database.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(options.DataSource)!);
            await using var connection = new SqliteConnection(options.ToString());
            await connection.OpenAsync(cancellationToken);
            await RequireDurabilityAsync(connection, database, cancellationToken);

            // Immediate: whoever reads here that something is missing is the one who creates it.
            await using var transaction = connection.BeginTransaction(deferred: false);
            await EnsureTablesAsync(connection, database, cancellationToken);
            await RenewStatementsAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new OrleansSchemaException(database, cause.Message, cause);
        }
    }

    /// <inheritdoc/>
    public override async Task ProbeAsync(OrleansDatabase database, CancellationToken cancellationToken)
    {
        // Not a pooled connection: it would still answer when its file is no longer the one at that path.
        var options = new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        await using var connection = new SqliteConnection(options.ToString());
        await connection.OpenAsync(cancellationToken);
        await ScalarAsync(connection, "SELECT QueryKey FROM OrleansQuery LIMIT 1", cancellationToken);
    }

    /// <remarks>
    /// The journal's mode stays in the file. How a commit is synchronised is each connection's own, and Orleans' providers
    /// open theirs without asking for it: what the native library does by default has to be enough.
    /// </remarks>
    private static async Task RequireDurabilityAsync(SqliteConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        var journal = await ScalarAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken);
        if (!"wal".Equals(journal as string, StringComparison.OrdinalIgnoreCase))
        {
            throw new OrleansSchemaException(database, $"its journal mode is {journal} and cannot be made WAL; is it on a network drive?");
        }

        var synchronous = await ScalarAsync(connection, "PRAGMA synchronous", cancellationToken);
        if (synchronous is not >= SynchronousFull)
        {
            throw new OrleansSchemaException(
                database, $"the native SQLite library acknowledges commits before they are on the disk (synchronous = {synchronous}, needed is {SynchronousFull}).");
        }
    }

    private static async Task EnsureTablesAsync(SqliteConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, "OrleansSchemaVersion", cancellationToken))
        {
            if (await ExistsAsync(connection, "OrleansQuery", cancellationToken))
            {
                throw new OrleansSchemaException(database, "it has tables of Orleans that were not created by a silo of TaskFlow. Name another file.");
            }

            await ScalarAsync(connection, SqliteStatements.Tables, cancellationToken);
            return;
        }

        var found = Convert.ToInt64(
            await ScalarAsync(connection, "SELECT max(Version) FROM OrleansSchemaVersion", cancellationToken) ?? 0, CultureInfo.InvariantCulture);
        if (found != Version)
        {
            throw new OrleansSchemaException(
                database, $"its tables have layout {found}, this version knows layout {Version}. Start the version that wrote it, or name another file.");
        }
    }

    private static async Task RenewStatementsAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ($key, $text)
            ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText WHERE QueryText <> excluded.QueryText
            """;
        var key = command.Parameters.Add("$key", SqliteType.Text);
        var text = command.Parameters.Add("$text", SqliteType.Text);
        foreach (var statement in SqliteStatements.Queries)
        {
            key.Value = statement.Key;
            text.Value = statement.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<bool> ExistsAsync(SqliteConnection connection, string table, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, $"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{table}' COLLATE NOCASE", cancellationToken) is not null;

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
