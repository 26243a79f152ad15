namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresTroubleTests() : ServerTroubleTests(new PostgresKind(), "Orleans");
