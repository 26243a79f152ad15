using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
[Trait("Needs", "own-postgres")]
public sealed class PostgresHungServerConformance() : HungServerConformance(new PostgresKind());
