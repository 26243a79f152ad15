namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteGrainStorageTests() : GrainStorageTests(new SqliteKind());
