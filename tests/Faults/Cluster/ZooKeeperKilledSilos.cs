using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperKilledSilos(ITestOutputHelper output) : KilledSiloSuite(output)
{
    protected override async Task<string[]> CreateStoreAsync()
    {
        string path = (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).ConnectionString;
        return ["Storage:Provider=ZooKeeper", $"Storage:ConnectionString={path}"];
    }
}
