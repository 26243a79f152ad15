namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlTableClusterTests() : TableClusterTests(new MySqlKind());
