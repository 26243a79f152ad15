namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlSchemaTests() : SchemaTests(new MySqlKind());
