using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
[Collection(PostgresClusterCollection.Name)]
public sealed class PostgresLargeRecordsTests(ServerCluster<PostgresKind> cluster) : LargeRecordsTests<PostgresKind>(cluster);
