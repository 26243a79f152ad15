using System.Data.Common;
using MySqlConnector;
using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.MySql;

/// <summary>MariaDB.</summary>
public sealed class MariaDbKind : ISqlServerKind
{
    public string RequiringTls => "SSL Mode=Required";

    public string VerifyingTls => "SSL Mode=VerifyFull";

    public string TrustedAuthority => "SSL CA";

    public Task<ServerCertificate> CertifyAsync() => MariaDbServer.CertifyAsync();

    // Of all databases: only the tests' own client comes besides, and that without.
    public string CountEncrypted(string database) =>
        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'SSL_FINISHED_ACCEPTS'";

    public (string Setting, int Count) FewConnections => ("max_connections", 10);

    public string PythonDump => new PythonTables(
        "DATETIME", "TEXT", "ENUM('TASK_DETAIL','RETRY_DETAIL')", "ENUM('EXECUTE','IGNORE','REVERT','RETRY')") { Backslash = @"\\" }.Dump;

    public async Task<SqlServer> ShareAsync() => await SharedServers.MariaDbAsync();

    public async Task<SqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, int? diskMegabytes = null) =>
        await MariaDbServer.StartAsync(settings ?? new Dictionary<string, string> { ["innodb_log_file_size"] = "16M" }, diskMegabytes);

    public IBackend Open(string connectionString, TimeSpan? commandTimeout = null, int? maxConnections = null, TimeSpan? connectTimeout = null) => new MySqlBackend(
        new MySqlBackendOptions
        {
            ConnectionString = connectionString,
            CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(60),
            ConnectTimeout = connectTimeout ?? commandTimeout ?? TimeSpan.FromSeconds(15),
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
