namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresGrainStorageTests() : GrainStorageTests(new PostgresKind());
