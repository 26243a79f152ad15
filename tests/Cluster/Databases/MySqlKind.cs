using MySqlConnector;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Databases on the MariaDB that the tests share.</summary>
public sealed class MySqlKind : IServerKind
{
    public string Provider => "MySql";

    public string Invariant => "MySql.Data.MySqlConnector";

    public string Impatience => "Connection Timeout=2;Default Command Timeout=2";

    public async Task<string> CreateAsync() => (await (await SharedAsync()).CreateDatabaseAsync()).ConnectionString;

    public async Task RunAsync(string connectionString, string script) =>
        await (await SharedAsync()).ExecuteAsync(script, new MySqlConnectionStringBuilder(connectionString).Database);

    public async Task<SqlServer> SharedAsync() => await SharedServers.MariaDbAsync();

    public async Task<SqlServer> StartAsync() => await MariaDbServer.StartAsync();
}
