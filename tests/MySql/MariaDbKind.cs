using System.Data.Common;
using MySqlConnector;
using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.MySql;

internal sealed class MariaDbKind : ISqlServerKind
{
    public string RequiringTls => "SSL Mode=Required";

    public (string Setting, int Count) FewConnections => ("max_connections", 10);

    // What SQLAlchemy makes of TaskFlow's description of its tables, and what is then in them.
    public string PythonDump =>
        """
        CREATE TABLE logbooks (
            created_at DATETIME,
            updated_at DATETIME,
            meta TEXT,
            name VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            UNIQUE (uuid)
        );
        CREATE TABLE flowdetails (
            created_at DATETIME,
            updated_at DATETIME,
            parent_uuid VARCHAR(64),
            meta TEXT,
            name VARCHAR(255),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES logbooks (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        CREATE TABLE atomdetails (
            created_at DATETIME,
            updated_at DATETIME,
            meta TEXT,
            parent_uuid VARCHAR(64),
            name VARCHAR(255),
            version VARCHAR(64),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            failure TEXT,
            results TEXT,
            revert_results TEXT,
            revert_failure TEXT,
            atom_type ENUM('TASK_DETAIL','RETRY_DETAIL'),
            intention ENUM('EXECUTE','IGNORE','REVERT','RETRY'),
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES flowdetails (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        INSERT INTO logbooks VALUES ('2026-11-21 18:51:49', '2026-11-21 18:51:49', '{}', 'b', 'lb1');
        INSERT INTO flowdetails VALUES ('2026-11-21 18:51:49', NULL, 'lb1', '{}', 'f', NULL, 'fd1');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49', '2026-11-21 18:51:49', '{}', 'fd1', 't', NULL, 'SUCCESS', 'td1', NULL, '{"a": [1, null, "\\u00e9"]}', NULL, NULL, 'TASK_DETAIL', 'EXECUTE');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49', NULL, '{}', 'fd1', 'r', NULL, NULL, 'rd1', NULL, '[]', NULL, NULL, 'RETRY_DETAIL', 'EXECUTE');
        """;

    public async Task<SqlServer> ShareAsync() => await SharedServers.MariaDbAsync();

    public async Task<SqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int? diskMegabytes = null) =>
        await MariaDbServer.StartAsync(settings ?? new Dictionary<string, string> { ["innodb_log_file_size"] = "16M" }, diskMegabytes);

    public IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null) => new MySqlBackend(
        new MySqlBackendOptions
        {
            ConnectionString = connectionString,
            CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(60),
            MaxConnections = maxConnections ?? 16,
        });

    public DbConnection Driver(string connectionString) => new MySqlConnection(connectionString);

    public async Task<ServerDatabase> MakeReadOnlyAsync(SqlServer server, ServerDatabase database)
    {
        // The server lets those write all the same who may do everything.
        ServerDatabase asUser = await server.CreateUserAsync(database, "writer", "pass");
        await server.ExecuteAsync($"GRANT ALL ON {database.Name}.* TO 'writer'@'%'; SET GLOBAL read_only = 1");
        return asUser;
    }

    public string PrepareForFullDisk => "FLUSH TABLES";

    public string CountWaiting(string database) => "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";

    public async Task BreakConnectionsAsync(SqlServer server, string database)
    {
        string ids = await server.ExecuteAsync($"SELECT id FROM information_schema.processlist WHERE db = '{database}' AND id <> CONNECTION_ID()");
        foreach (string id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await server.ExecuteAsync($"KILL {id}");
            }
            catch (InvalidOperationException)
            {
                // It is gone already.
            }
        }
    }
}
