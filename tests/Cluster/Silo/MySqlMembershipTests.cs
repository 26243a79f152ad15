using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlMembershipTests() : MembershipTests(new MySqlKind());
