using System.Data.Common;
using System.Globalization;
using MySqlConnector;

namespace Orleans.TaskFlow;

/// <summary>Orleans' tables on MySQL and MariaDB: grain state, membership and reminders. Tables and statements are the files beside this one.</summary>
internal sealed class MySqlSchema : OrleansSchema
{
    /// <summary>A lock of the server's, not of the database's, and 64 characters at most.</summary>
    private const string Lock = "CONCAT('taskflow.orleans.', MD5(DATABASE()))";

    private const int LongestTurn = 60;

    private MySqlSchema()
    {
    }

    public static MySqlSchema Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Orleans loads MySqlConnector by it.</remarks>
    public override string Invariant => "MySql.Data.MySqlConnector";

    /// <inheritdoc/>
    public override OrleansStatements Statements { get; } = new("MySql");

    /// <inheritdoc/>
    public override string Begin { get; } = $"SELECT GET_LOCK({Lock}, {LongestTurn})";

    /// <inheritdoc/>
    public override string End { get; } = $"DO RELEASE_LOCK({Lock})";

    /// <inheritdoc/>
    /// <remarks>A payload column that is not a LONGBLOB, as Orleans' own script makes it, would hold 64 KiB: it counts as missing.</remarks>
    public override string ColumnsQuery =>
        """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = DATABASE() AND (column_name <> 'PayloadBinary' OR data_type = 'longblob')
        """;

    /// <inheritdoc/>
    public override OrleansDatabase Parse(string connectionString) => MySqlDatabase.Parse(connectionString);

    /// <inheritdoc/>
    public override DbConnection Connect(OrleansDatabase database, bool create) =>
        new MySqlConnection(new MySqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            // Longer than it may wait for its turn.
            DefaultCommandTimeout = LongestTurn + 30,
        }.ToString());

    /// <inheritdoc/>
    public override IBackend CreateTables(OrleansDatabase database, IServiceProvider? services)
    {
        var options = new MySqlConnectionStringBuilder(database.ConnectionString);
        return new MySqlBackend(
            new MySqlBackendOptions
            {
                ConnectionString = database.ConnectionString,
                ConnectTimeout = TimeSpan.FromSeconds(options.ConnectionTimeout),
                CommandTimeout = TimeSpan.FromSeconds(options.DefaultCommandTimeout),
                MaxConnections = (int)options.MaximumPoolSize,
            },
            services?.GetService<ILogger<MySqlBackend>>(),
            services?.GetService<TimeProvider>());
    }

    /// <inheritdoc/>
    public override string Literal(string text) => base.Literal(text.Replace(@"\", @"\\", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string Renewal(string key, string text) =>
        $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ({Literal(key)}, {Literal(text)})\nON DUPLICATE KEY UPDATE QueryText = VALUES(QueryText)";

    /// <inheritdoc/>
    public override async Task BeginAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        var got = await connection.ScalarAsync(Begin, cancellationToken);
        if (got is null or DBNull || Convert.ToInt32(got, CultureInfo.InvariantCulture) != 1)
        {
            throw new OrleansSchemaException(database, $"another silo has been setting it up for more than {LongestTurn} seconds. Try again.");
        }
    }

    /// <inheritdoc/>
    public override async Task RequireSafetyAsync(DbConnection connection, OrleansDatabase database, CancellationToken cancellationToken)
    {
        var (modes, readOnly) = (await connection.PairsAsync("SELECT @@GLOBAL.sql_mode, CONCAT(@@GLOBAL.read_only)", cancellationToken))[0];
        if (!modes.Contains("STRICT_TRANS_TABLES", StringComparison.OrdinalIgnoreCase) && !modes.Contains("STRICT_ALL_TABLES", StringComparison.OrdinalIgnoreCase))
        {
            throw new OrleansSchemaException(
                database, $"the server cuts off in silence what does not fit (sql_mode = '{modes}'). Add STRICT_TRANS_TABLES to its sql_mode.");
        }

        if (readOnly is not ("0" or "OFF"))
        {
            throw new OrleansSchemaException(database, "it is read-only, as a replica is. Name the primary.");
        }
    }
}
