namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlGrainStorageTests() : GrainStorageTests(new MySqlKind());
