using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

[Trait("Needs", "mysql")]
public sealed class MySqlReminderTests(ReminderSilos<DatabaseReminders<MySqlKind>> silos) : ServerReminderTests<DatabaseReminders<MySqlKind>>(silos)
{
    private const int LongestGrain = 2048;

    protected override int LongestName => 400;

    [Fact]
    public Task Upsert_GrainAsLongAsAGrainMayBe_KeptAndALongerOneRefused()
    {
        string key = new('g', LongestGrain - (Id("a").ToString().Length - 1));
        return AssertLongestAsync(key, "r", key + "g", "r");
    }
}
