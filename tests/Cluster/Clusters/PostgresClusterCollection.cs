using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresClusterCollection : ICollectionFixture<ServerCluster<PostgresKind>>
{
    public const string Name = "PostgreSQL cluster";
}
