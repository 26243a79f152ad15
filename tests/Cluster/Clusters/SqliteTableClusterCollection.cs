using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqliteTableClusterCollection : ICollectionFixture<TableCluster<SqliteKind>>
{
    public const string Name = "SQLite cluster with tables";
}
