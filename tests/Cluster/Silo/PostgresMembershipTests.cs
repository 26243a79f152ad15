using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresMembershipTests() : MembershipTests(new PostgresKind());
