using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MySqlTableClusterCollection : ICollectionFixture<TableCluster<MySqlKind>>
{
    public const string Name = "MariaDB cluster with tables";
}
