namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteOwnedFlowTests() : OwnedFlowTests(new SqliteKind());
