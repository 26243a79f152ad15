using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
public sealed class MySqlServerConformance() : SqlServerConformance(new MariaDbKind());
