namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlGrainStorageTests() : ServerGrainStorageTests(new MySqlKind());
