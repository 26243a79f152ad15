namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlTableSiloProcessTests() : ServerSiloProcessTests(new MySqlKind(), "Tables");
