using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
[Trait("Needs", "own-mysql")]
public sealed class MySqlTableTroubleTests() : ServerTroubleTests(new MySqlKind(), "Tables");
