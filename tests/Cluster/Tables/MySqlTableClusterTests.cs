using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlTableClusterTests() : TableClusterTests(new MySqlKind());
