using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over ZooKeeper.</summary>
[Trait("Needs", "zookeeper")]
[Collection(ZooKeeperClusterCollection.Name)]
public sealed class ZooKeeperClusterFlowStorageConformance(ZooKeeperCluster cluster) : FlowStorageConformance
{
    private const string TooLarge = "1 MB";

    /// <summary>A value that ZooKeeper's packets do not hold is refused, and the atom stays as it was.</summary>
    public override async Task AnyValue_SavedOrInjected_ComesBackAsItWas(string which)
    {
        if (which != TooLarge)
        {
            await base.AnyValue_SavedOrInjected_ComesBackAsItWas(which);
            return;
        }

        await using IFlowStorage storage = await StartAsync(AtomDeclaration.Task("the task"));
        await AssertRefusedAsync<StorageFailureException>(() => storage.SaveAsync("the task", AwkwardValues.All[which]), "1,000,000");
    }

    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
