using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresReminderTests(ReminderSilos<DatabaseReminders<PostgresKind>> silos) : ServerReminderTests<DatabaseReminders<PostgresKind>>(silos)
{
    protected override int LongestName => 2048 - "orders".Length - Id("a").ToString().Length;
}
