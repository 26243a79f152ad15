using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

[Trait("Needs", "own-postgres")]
[Trait("Needs", "postgres")]
public sealed class PostgresServerTests() : ServerTests(ServerKind.Name.Postgres);
