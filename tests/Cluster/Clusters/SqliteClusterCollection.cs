using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Cases that share one cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqliteClusterCollection : ICollectionFixture<SqliteCluster>
{
    public const string Name = "SQLite cluster";
}
