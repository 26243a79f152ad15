using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "postgres")]
public sealed class PostgresReminderTests(ReminderSilos<DatabaseReminders<PostgresKind>> silos) : ServerReminderTests<DatabaseReminders<PostgresKind>>(silos);
