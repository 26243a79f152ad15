using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Collection(MySqlClusterCollection.Name)]
public sealed class MySqlLargeRecordsTests(ServerCluster<MySqlKind> cluster) : LargeRecordsTests<MySqlKind>(cluster);
