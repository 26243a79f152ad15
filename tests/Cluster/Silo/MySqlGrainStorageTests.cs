using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlGrainStorageTests(StorageSilo<MySqlKind> silo) : ServerGrainStorageTests<MySqlKind>(silo);
