using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresSiloProcessTests() : ServerSiloProcessTests(new PostgresKind(), "Orleans");
