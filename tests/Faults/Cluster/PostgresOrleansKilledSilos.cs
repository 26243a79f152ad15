using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresOrleansKilledSilos(ITestOutputHelper output) : KilledSiloSuite(output)
{
    protected override async Task<string[]> CreateStoreAsync()
    {
        string database = (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString;
        return ["Storage:Provider=Postgres", $"Storage:ConnectionString={database}", "Storage:Layout=Orleans"];
    }
}
