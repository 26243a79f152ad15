using System.Data.Common;
using Npgsql;

namespace Orleans.TaskFlow;

/// <summary>Orleans' tables on PostgreSQL: grain state, membership and reminders. Tables and statements are the files beside this one.</summary>
internal sealed class PostgresSchema : OrleansSchema
{
    private PostgresSchema()
    {
    }

    public static PostgresSchema Instance { get; } = new();

    /// <inheritdoc/>
    public override string Invariant => "Npgsql";

    /// <inheritdoc/>
    public override OrleansStatements Statements { get; } = new("Postgres");

    /// <inheritdoc/>
    /// <remarks>The number is our own; the lock is the database's.</remarks>
    public override string Begin => "BEGIN; SELECT 1 FROM pg_advisory_xact_lock(7235406891265843)";

    /// <inheritdoc/>
    public override string End => "COMMIT";

    /// <inheritdoc/>
    public override string ColumnsQuery =>
        "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))";

    /// <inheritdoc/>
    public override OrleansDatabase Parse(string connectionString) => PostgresDatabase.Parse(connectionString);

    /// <inheritdoc/>
    public override DbConnection Connect(OrleansDatabase database, bool create) =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());

    /// <inheritdoc/>
    public override IBackend CreateTables(OrleansDatabase database, IServiceProvider? services)
    {
        var options = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return new PostgresBackend(
            new PostgresBackendOptions
            {
                ConnectionString = database.ConnectionString,
                ConnectTimeout = TimeSpan.FromSeconds(options.Timeout),
                CommandTimeout = TimeSpan.FromSeconds(options.CommandTimeout),
                MaxConnections = options.MaxPoolSize,
            },
            services?.GetService<ILogger<PostgresBackend>>(),
            services?.GetService<TimeProvider>());
    }

    /// <inheritdoc/>
    public override async Task RequireSafetyAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync("SHOW transaction_read_only", cancellationToken) is "on")
        {
            throw new OrleansSchemaException(database, "it is read-only, as a replica is. Name the primary.");
        }

        if (await connection.ScalarAsync("SHOW server_encoding", cancellationToken) is not "UTF8" and var encoding)
        {
            throw new OrleansSchemaException(database, $"its encoding is {encoding}, which does not hold every text; needed is UTF8.");
        }
    }
}
