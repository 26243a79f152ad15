namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresGrainStorageTests(StorageSilo<PostgresKind> silo) : ServerGrainStorageTests<PostgresKind>(silo);
