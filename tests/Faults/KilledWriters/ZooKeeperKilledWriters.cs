using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperKilledWriters(ITestOutputHelper output) : KilledWriterSuite(output)
{
    private protected override async Task<KilledStore> CreateStoreAsync(TemporaryFolder folder)
    {
        ZooKeeperBackend.Register();
        return new KilledServerStore(await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync());
    }
}
