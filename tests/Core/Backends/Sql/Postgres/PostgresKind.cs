using System.Data.Common;
using Npgsql;
using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Core;

internal sealed class PostgresKind : ISqlServerKind
{
    public string RequiringTls => "SSL Mode=Require";

    public (string Setting, int Count) FewConnections => ("max_connections", 8);

    // What SQLAlchemy makes of TaskFlow's description of its tables, and what is then in them.
    public string PythonDump =>
        """
        CREATE TYPE atom_types AS ENUM ('TASK_DETAIL', 'RETRY_DETAIL');
        CREATE TYPE intentions AS ENUM ('EXECUTE', 'IGNORE', 'REVERT', 'RETRY');
        CREATE TABLE logbooks (
            created_at TIMESTAMP WITHOUT TIME ZONE,
            updated_at TIMESTAMP WITHOUT TIME ZONE,
            meta JSON,
            name VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            UNIQUE (uuid)
        );
        CREATE TABLE flowdetails (
            created_at TIMESTAMP WITHOUT TIME ZONE,
            updated_at TIMESTAMP WITHOUT TIME ZONE,
            parent_uuid VARCHAR(64),
            meta JSON,
            name VARCHAR(255),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES logbooks (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        CREATE TABLE atomdetails (
            created_at TIMESTAMP WITHOUT TIME ZONE,
            updated_at TIMESTAMP WITHOUT TIME ZONE,
            meta JSON,
            parent_uuid VARCHAR(64),
            name VARCHAR(255),
            version VARCHAR(64),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            failure JSON,
            results JSON,
            revert_results JSON,
            revert_failure JSON,
            atom_type atom_types,
            intention intentions,
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES flowdetails (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        INSERT INTO logbooks VALUES ('2026-11-21 18:51:49.803808', '2026-11-21 18:51:49.803825', '{}', 'b', 'lb1');
        INSERT INTO flowdetails VALUES ('2026-11-21 18:51:49.807571', NULL, 'lb1', '{}', 'f', NULL, 'fd1');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49.808700', '2026-11-21 18:51:49.813417', '{}', 'fd1', 't', NULL, 'SUCCESS', 'td1', NULL, '{"a": [1, null, "\u00e9"]}', NULL, NULL, 'TASK_DETAIL', 'EXECUTE');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49.809227', NULL, '{}', 'fd1', 'r', NULL, NULL, 'rd1', NULL, '[]', NULL, NULL, 'RETRY_DETAIL', 'EXECUTE');
        """;

    public async Task<SqlServer> ShareAsync() => await SharedServers.PostgresAsync();

    public async Task<SqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int? diskMegabytes = null) =>
        await PostgresServer.StartAsync(settings ?? new Dictionary<string, string>(), diskMegabytes);

    public IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null) => new PostgresBackend(
        new PostgresBackendOptions
        {
            ConnectionString = connectionString,
            CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(60),
            MaxConnections = maxConnections ?? 16,
        });

    public DbConnection Driver(string connectionString) => new NpgsqlConnection(connectionString);

    public async Task<ServerDatabase> MakeReadOnlyAsync(SqlServer server, ServerDatabase database)
    {
        await server.ExecuteAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        return database;
    }

    // A server that has no room for its log ends; for a table, it refuses the statement.
    public string PrepareForFullDisk => "SELECT pg_switch_wal(); CREATE TABLE begins_a_segment (n INT); CHECKPOINT";

    public string CountWaiting(string database) => $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND wait_event_type = 'Lock'";

    public async Task BreakConnectionsAsync(SqlServer server, string database) => await server.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid()");
}
