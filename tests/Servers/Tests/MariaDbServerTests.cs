using Xunit;

namespace Orleans.TaskFlow.Tests.Servers;

[Trait("Needs", "own-mysql")]
[Trait("Needs", "mysql")]
public sealed class MariaDbServerTests() : ServerTests(ServerKind.Name.MariaDb);
