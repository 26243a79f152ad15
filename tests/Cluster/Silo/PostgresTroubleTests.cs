using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
[Trait("Needs", "own-postgres")]
public sealed class PostgresTroubleTests() : ServerTroubleTests(new PostgresKind(), "Orleans");
