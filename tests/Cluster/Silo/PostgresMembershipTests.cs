namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class PostgresMembershipTests() : MembershipTests(new PostgresKind());
