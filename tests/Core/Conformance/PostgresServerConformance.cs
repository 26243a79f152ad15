using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class PostgresServerConformance() : SqlServerConformance(new PostgresKind());
