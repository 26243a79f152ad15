using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MemoryClusterCollection : ICollectionFixture<MemoryCluster>
{
    public const string Name = "memory cluster";
}
