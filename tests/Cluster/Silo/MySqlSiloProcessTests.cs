namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlSiloProcessTests() : ServerSiloProcessTests(new MySqlKind(), "Orleans");
