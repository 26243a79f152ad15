using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The suite from a client, over MariaDB, which keeps the records and the membership.</summary>
[Trait("Needs", "mysql")]
[Collection(MySqlClusterCollection.Name)]
public sealed class MySqlClusterFlowStorageConformance(ServerCluster<MySqlKind> cluster) : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync() => ClusterStore.OpenAsync(cluster.OfClient, cluster.OfSilo(1));
}
