namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresGrainStorageTests() : ServerGrainStorageTests(new PostgresKind());
