using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "mysql")]
public sealed class MariaDbTablesKilledSilos(ITestOutputHelper output) : KilledSiloSuite(output)
{
    protected override async Task<string[]> CreateStoreAsync() => await SiloStore.NewAsync("MySql", await SharedServers.MariaDbAsync(), "Tables");
}
