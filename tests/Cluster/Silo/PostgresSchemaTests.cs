namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresSchemaTests() : SchemaTests(new PostgresKind());
