using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlGrainStorageTests() : ServerGrainStorageTests(new MySqlKind());
