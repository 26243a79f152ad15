using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over TaskFlow's tables on PostgreSQL.</summary>
[Trait("Needs", "postgres")]
[Collection(PostgresTableClusterCollection.Name)]
public sealed class PostgresTableClusterFlowStorageConformance(TableCluster<PostgresKind> cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
