using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
public sealed class MySqlLateWriteConformance() : LateWriteConformance(new MariaDbKind());
