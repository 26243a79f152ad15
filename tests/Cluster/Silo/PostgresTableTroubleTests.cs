namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresTableTroubleTests() : ServerTroubleTests(new PostgresKind(), "Tables");
