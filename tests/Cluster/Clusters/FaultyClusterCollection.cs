using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other; each heals its store.</summary>
[CollectionDefinition(Name)]
public sealed class FaultyClusterCollection : ICollectionFixture<FaultyCluster>
{
    public const string Name = "faulty cluster";
}
