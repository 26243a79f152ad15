using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

[Trait("Needs", "postgres")]
[Trait("Needs", "own-postgres")]
public sealed class PostgresClusterRestarts(ITestOutputHelper output) : RestartedServerSuite(output)
{
    private protected override async Task<RestartedStore> StartAsync() => await RestartedCluster.StartAsync(await PostgresServer.StartAsync());
}
