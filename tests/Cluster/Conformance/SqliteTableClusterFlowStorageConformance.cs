using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over TaskFlow's tables on SQLite.</summary>
[Collection(SqliteTableClusterCollection.Name)]
public sealed class SqliteTableClusterFlowStorageConformance(TableCluster<SqliteKind> cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
