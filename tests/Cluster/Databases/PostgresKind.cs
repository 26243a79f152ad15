using Npgsql;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Databases on the PostgreSQL that the tests share.</summary>
public sealed class PostgresKind : IServerKind
{
    public string Provider => "Postgres";

    public string Invariant => "Npgsql";

    public string Impatience => "Timeout=2;Command Timeout=2";

    public async Task<string> CreateAsync() => (await (await SharedAsync()).CreateDatabaseAsync()).ConnectionString;

    public async Task RunAsync(string connectionString, string script) =>
        await (await SharedAsync()).ExecuteAsync(script, new NpgsqlConnectionStringBuilder(connectionString).Database);

    public async Task<SqlServer> SharedAsync() => await SharedServers.PostgresAsync();

    public async Task<SqlServer> StartAsync() => await PostgresServer.StartAsync();
}
