using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "zookeeper")]
[Trait("Needs", "own-zookeeper")]
public sealed class ZooKeeperRestarts(ITestOutputHelper output) : RestartedServerSuite(output)
{
    private protected override async Task<RestartedStore> StartAsync()
    {
        ZooKeeperBackend.Register();
        return await RestartedServer.OfAsync(await ZooKeeperServer.StartAsync());
    }
}
