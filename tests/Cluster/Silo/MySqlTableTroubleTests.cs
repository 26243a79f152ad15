namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlTableTroubleTests() : ServerTroubleTests(new MySqlKind(), "Tables");
