using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlTableSiloProcessTests() : ServerSiloProcessTests(new MySqlKind(), "Tables");
