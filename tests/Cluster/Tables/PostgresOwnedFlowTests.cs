using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresOwnedFlowTests() : OwnedFlowTests(new PostgresKind());
