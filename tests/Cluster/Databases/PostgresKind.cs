using Npgsql;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Databases on the PostgreSQL that the tests share.</summary>
public sealed class PostgresKind : IDatabaseKind
{
    public string Provider => "Postgres";

    public string Invariant => "Npgsql";

    public async Task<string> CreateAsync() => (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString;

    public async Task RunAsync(string connectionString, string script) =>
        await (await SharedServers.PostgresAsync()).ExecuteAsync(script, new NpgsqlConnectionStringBuilder(connectionString).Database);
}
