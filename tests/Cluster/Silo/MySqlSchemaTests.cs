using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlSchemaTests() : SchemaTests(new MySqlKind());
