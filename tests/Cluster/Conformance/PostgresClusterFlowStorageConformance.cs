using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over PostgreSQL, which keeps the records and the membership.</summary>
[Trait("Needs", "postgres")]
[Collection(PostgresClusterCollection.Name)]
public sealed class PostgresClusterFlowStorageConformance(ServerCluster<PostgresKind> cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
