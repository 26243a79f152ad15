using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client.</summary>
[Collection(MemoryClusterCollection.Name)]
public sealed class MemoryClusterFlowStorageConformance(MemoryCluster cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
