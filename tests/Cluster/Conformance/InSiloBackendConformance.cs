using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from within a silo, where objects are passed by reference.</summary>
[Collection(MemoryClusterCollection.Name)]
public sealed class InSiloBackendConformance(MemoryCluster cluster) : BackendConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfSilo(0), cluster.OfClient);
}
