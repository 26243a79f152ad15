namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlTroubleTests() : ServerTroubleTests(new MySqlKind(), "Orleans");
