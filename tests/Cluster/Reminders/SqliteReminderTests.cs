namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteReminderTests(ReminderSilos<DatabaseReminders<SqliteKind>> silos) : ReminderTests<DatabaseReminders<SqliteKind>>(silos);
