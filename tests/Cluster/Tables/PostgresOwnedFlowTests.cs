namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresOwnedFlowTests() : OwnedFlowTests(new PostgresKind());
