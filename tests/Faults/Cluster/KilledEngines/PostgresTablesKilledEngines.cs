using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresTablesKilledEngines(ITestOutputHelper output) : KilledEngineSuite(output)
{
    protected override async Task<string[]> CreateStoreAsync()
    {
        string database = (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString;
        return
        [
            "Clustering:Provider=AdoNet", "Clustering:Invariant=Npgsql", $"Clustering:ConnectionString={database}",
            "Storage:Provider=Postgres", $"Storage:ConnectionString={database}", "Storage:Layout=Tables",
        ];
    }
}
