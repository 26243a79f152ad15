namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteTableClusterTests() : TableClusterTests(new SqliteKind());
