using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresTablesKilledEngines(ITestOutputHelper output) : KilledEngineSuite(output)
{
    protected override async Task<string[]> CreateStoreAsync() =>
        SiloStore.OnPostgres((await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString);
}
