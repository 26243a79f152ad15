namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlOwnedFlowTests() : OwnedFlowTests(new MySqlKind());
