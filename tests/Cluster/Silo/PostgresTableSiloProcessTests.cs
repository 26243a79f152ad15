using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresTableSiloProcessTests() : ServerSiloProcessTests(new PostgresKind(), "Tables");
