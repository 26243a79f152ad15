using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Orleans.TaskFlow;

/// <summary>Orleans' tables in a SQLite file: grain state, membership and reminders. Tables and statements are the files beside this one.</summary>
internal sealed class SqliteSchema : OrleansSchema
{
    private const long SynchronousFull = 2;

    private SqliteSchema()
    {
    }

    public static SqliteSchema Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Named for another driver; Orleans loads Microsoft.Data.Sqlite by it.</remarks>
    public override string Invariant => "System.Data.SQLite";

    /// <inheritdoc/>
    public override OrleansStatements Statements { get; } = new("Sqlite");

    /// <inheritdoc/>
    public override bool HasOneWriter => true;

    /// <inheritdoc/>
    /// <remarks>Immediate: whoever reads after this that something is missing is the one who creates it.</remarks>
    public override string Begin => "BEGIN IMMEDIATE";

    /// <inheritdoc/>
    public override string End => "COMMIT";

    /// <inheritdoc/>
    public override string ColumnsQuery =>
        """SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'""";

    /// <inheritdoc/>
    public override OrleansDatabase Parse(string connectionString) => SqliteDatabase.Parse(connectionString);

    /// <inheritdoc/>
    public override DbConnection Connect(OrleansDatabase database, bool create)
    {
        var options = new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        if (create)
        {
            options.Mode = SqliteOpenMode.ReadWriteCreate;
            Directory.CreateDirectory(Path.GetDirectoryName(options.DataSource)!);
        }

        return new SqliteConnection(options.ToString());
    }

    /// <inheritdoc/>
    public override IBackend CreateTables(OrleansDatabase database, IServiceProvider? services)
    {
        var options = new SqliteConnectionStringBuilder(database.ConnectionString);
        return new SqliteBackend(
            new SqliteBackendOptions { Path = options.DataSource, BusyTimeout = TimeSpan.FromSeconds(options.DefaultTimeout) },
            services?.GetService<ILogger<SqliteBackend>>(),
            services?.GetService<TimeProvider>());
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The journal's mode stays in the file. How a commit is synchronised is each connection's own, and Orleans' providers
    /// open theirs without asking for it: what the native library does by default has to be enough.
    /// </remarks>
    public override async Task RequireSafetyAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        var journal = await connection.ScalarAsync("PRAGMA journal_mode = WAL", cancellationToken);
        if (!"wal".Equals(journal as string, StringComparison.OrdinalIgnoreCase))
        {
            throw new OrleansSchemaException(database, $"its journal mode is {journal} and cannot be made WAL; is it on a network drive?");
        }

        var synchronous = await connection.ScalarAsync("PRAGMA synchronous", cancellationToken);
        if (synchronous is not >= SynchronousFull)
        {
            throw new OrleansSchemaException(
                database, $"the native SQLite library acknowledges commits before they are on the disk (synchronous = {synchronous}, needed is {SynchronousFull}).");
        }
    }
}
