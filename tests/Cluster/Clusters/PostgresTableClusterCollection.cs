using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTableClusterCollection : ICollectionFixture<TableCluster<PostgresKind>>
{
    public const string Name = "PostgreSQL cluster with tables";
}
