using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
[Trait("Needs", "own-mysql")]
public sealed class MySqlTroubleTests() : ServerTroubleTests(new MySqlKind(), "Orleans");
