namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteGrainStorageTests(StorageSilo<SqliteKind> silo) : GrainStorageTests<SqliteKind>(silo);
