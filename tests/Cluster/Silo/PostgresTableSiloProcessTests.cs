namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresTableSiloProcessTests() : ServerSiloProcessTests(new PostgresKind(), "Tables");
