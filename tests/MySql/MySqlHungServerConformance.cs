using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
[Trait("Needs", "own-mysql")]
public sealed class MySqlHungServerConformance() : HungServerConformance(new MariaDbKind());
