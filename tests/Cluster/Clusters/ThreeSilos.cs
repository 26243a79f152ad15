using Orleans.Configuration;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Three silos over a store that outlives them, one of which is to be killed.</summary>
public sealed class ThreeSilos() : SurvivedCluster(silos: 3)
{
    // An answer that a dead silo owes is waited for so long.
    protected override void ConfigureClient(IClientBuilder client) =>
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
}
