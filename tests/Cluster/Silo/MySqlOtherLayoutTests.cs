using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlOtherLayoutTests() : OtherLayoutTests(new MySqlKind());
