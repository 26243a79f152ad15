using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ZooKeeperClusterCollection : ICollectionFixture<ZooKeeperCluster>
{
    public const string Name = "ZooKeeper cluster";
}
