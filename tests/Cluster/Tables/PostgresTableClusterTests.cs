namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresTableClusterTests() : TableClusterTests(new PostgresKind());
