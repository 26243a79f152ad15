namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresSiloProcessTests() : ServerSiloProcessTests(new PostgresKind(), "Orleans");
