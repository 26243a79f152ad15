using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlReminderTests(ReminderSilos<DatabaseReminders<MySqlKind>> silos) : ServerReminderTests<DatabaseReminders<MySqlKind>>(silos);
