using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
public sealed class PostgresLateWriteConformance() : LateWriteConformance(new PostgresKind());
