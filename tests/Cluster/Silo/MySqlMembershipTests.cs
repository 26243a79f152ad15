namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class MySqlMembershipTests() : MembershipTests(new MySqlKind());
