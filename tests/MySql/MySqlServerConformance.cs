using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.MySql;

public sealed class MySqlServerConformance() : SqlServerConformance(new MariaDbKind());
