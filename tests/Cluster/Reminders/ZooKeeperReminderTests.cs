using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperReminderTests(ReminderSilos<ZooKeeperReminders> silos) : ServerReminderTests<ZooKeeperReminders>(silos);
