using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over ZooKeeper.</summary>
[Trait("Needs", "zookeeper")]
[Collection(ZooKeeperClusterCollection.Name)]
public sealed class ZooKeeperClusterBackendConformance(ZooKeeperCluster cluster) : BackendConformance
{
    private const string TooLarge = "1 MB";

    /// <summary>A value that ZooKeeper's packets do not hold is refused, and nothing of what was saved with it is stored.</summary>
    public override async Task AnyValue_Wherever_IsReadAsItWasWritten(string which)
    {
        if (which != TooLarge)
        {
            await base.AnyValue_Wherever_IsReadAsItWasWritten(which);
            return;
        }

        var book = new LogBook("the book", "b") { Meta = SampleRecords.Meta(("value", AwkwardValues.All[which])) };
        await AssertRefusedAsync<StorageFailureException>(() => First.Backend.Connect().SaveLogBookAsync(book), "1,000,000");
    }

    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
