using System.Data.Common;
using Npgsql;
using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>PostgreSQL.</summary>
public sealed class PostgresKind : ISqlServerKind
{
    public string RequiringTls => "SSL Mode=Require";

    public string VerifyingTls => "SSL Mode=VerifyFull";

    public string TrustedAuthority => "Root Certificate";

    public Task<ServerCertificate> CertifyAsync() => PostgresServer.CertifyAsync();

    public string CountEncrypted(string database) =>
        $"SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND datname = '{database}' AND pid <> pg_backend_pid()";

    public (string Setting, int Count) FewConnections => ("max_connections", 8);

    public string PythonDump => new PythonTables("TIMESTAMP WITHOUT TIME ZONE", "JSON", "atom_types", "intentions")
    {
        Types = "CREATE TYPE atom_types AS ENUM ('TASK_DETAIL', 'RETRY_DETAIL'); CREATE TYPE intentions AS ENUM ('EXECUTE', 'IGNORE', 'REVERT', 'RETRY');",
    }.Dump;

    public async Task<SqlServer> ShareAsync() => await SharedServers.PostgresAsync();

    public async Task<SqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int? diskMegabytes = null) =>
        await PostgresServer.StartAsync(settings ?? new Dictionary<string, string>(), diskMegabytes);

    public IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null, TimeSpan? connectTimeout = null) => new PostgresBackend(
        new PostgresBackendOptions
        {
            ConnectionString = connectionString,
            CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(60),
            ConnectTimeout = connectTimeout ?? commandTimeout ?? TimeSpan.FromSeconds(15),
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
