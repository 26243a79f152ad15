using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "zookeeper")]
[Trait("Needs", "own-zookeeper")]
public sealed class ZooKeeperEnsembleRestarts(ITestOutputHelper output) : RestartedServerSuite(output)
{
    private protected override Task<RestartedStore> StartAsync()
    {
        ZooKeeperBackend.Register();
        return RestartedEnsemble.StartAsync();
    }
}
