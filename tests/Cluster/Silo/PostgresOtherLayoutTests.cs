using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresOtherLayoutTests() : OtherLayoutTests(new PostgresKind());
