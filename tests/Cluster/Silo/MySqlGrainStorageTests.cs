namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlGrainStorageTests(StorageSilo<MySqlKind> silo) : ServerGrainStorageTests<MySqlKind>(silo);
