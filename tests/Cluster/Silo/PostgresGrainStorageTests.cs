using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresGrainStorageTests(StorageSilo<PostgresKind> silo) : ServerGrainStorageTests<PostgresKind>(silo);
