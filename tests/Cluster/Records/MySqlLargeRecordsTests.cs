using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
[Collection(MySqlClusterCollection.Name)]
public sealed class MySqlLargeRecordsTests(ServerCluster<MySqlKind> cluster) : LargeRecordsTests<MySqlKind>(cluster);
