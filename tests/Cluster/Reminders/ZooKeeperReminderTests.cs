using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperReminderTests(ReminderSilos<ZooKeeperReminders> silos) : ServerReminderTests<ZooKeeperReminders>(silos)
{
    // The name of the node begins with the grain's hash, the length of its id, and that.
    protected override int LongestName => 4096 - "01234567-10-reminded%2Fa-".Length;
}
