using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresTableClusterTests() : TableClusterTests(new PostgresKind());
