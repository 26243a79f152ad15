using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlSiloProcessTests() : ServerSiloProcessTests(new MySqlKind(), "Orleans");
