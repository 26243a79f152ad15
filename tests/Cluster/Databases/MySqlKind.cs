using MySqlConnector;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Databases on the MariaDB that the tests share.</summary>
public sealed class MySqlKind : IDatabaseKind
{
    public string Provider => "MySql";

    public string Invariant => "MySql.Data.MySqlConnector";

    public async Task<string> CreateAsync() => (await (await SharedServers.MariaDbAsync()).CreateDatabaseAsync()).ConnectionString;

    public async Task RunAsync(string connectionString, string script) =>
        await (await SharedServers.MariaDbAsync()).ExecuteAsync(script, new MySqlConnectionStringBuilder(connectionString).Database);
}
