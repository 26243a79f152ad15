using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over TaskFlow's tables on MariaDB.</summary>
[Trait("Needs", "mysql")]
[Collection(MySqlTableClusterCollection.Name)]
public sealed class MySqlTableClusterFlowStorageConformance(TableCluster<MySqlKind> cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
