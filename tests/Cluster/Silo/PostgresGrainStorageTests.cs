using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresGrainStorageTests() : ServerGrainStorageTests(new PostgresKind());
