namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteMembershipTests() : MembershipTests(new SqliteKind());
