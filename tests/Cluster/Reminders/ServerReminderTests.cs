using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What servers do not take, although a file does.</summary>
public abstract class ServerReminderTests<TStore>(ReminderSilos<TStore> silos) : ReminderTests<TStore>(silos)
    where TStore : IReminderStore, new()
{
    private readonly ReminderSilos<TStore> _silos = silos;

    [Fact]
    public async Task Upsert_NameLongerThanANameMayBe_RefusedAndNotCutOff()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => UpsertAsync("a", new string('n', 5000)));

        Assert.True(refused is System.Data.Common.DbException or StorageFailureException, refused.ToString());
        Assert.Empty((await _silos.Reading.ReadRows(0, 0)).Reminders);
    }
}
