using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperPickedUpFlowTests : PickedUpFlowTests
{
    protected override async Task<string[]> CreateStoreAsync()
    {
        string path = (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).ConnectionString;
        return ["Clustering:Provider=ZooKeeper", $"Clustering:ConnectionString={path}", "Storage:Provider=ZooKeeper", $"Storage:ConnectionString={path}"];
    }
}
