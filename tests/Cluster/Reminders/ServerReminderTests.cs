using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What servers do not take, although a file does.</summary>
public abstract class ServerReminderTests<TStore>(ReminderSilos<TStore> silos) : ReminderTests<TStore>(silos)
    where TStore : IReminderStore, new()
{
    private readonly ReminderSilos<TStore> _silos = silos;

    /// <summary>How many bytes the longest name of a reminder of grain 'a' has.</summary>
    protected abstract int LongestName { get; }

    [Fact]
    public Task Upsert_NameAsLongAsANameMayBe_KeptAndALongerOneRefused() =>
        AssertLongestAsync("a", new string('n', LongestName), "a", new string('n', LongestName + 1));

    private protected async Task AssertLongestAsync(string grain, string name, string grainOfLonger, string longer)
    {
        await UpsertAsync(grain, name);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => UpsertAsync(grainOfLonger, longer));

        Assert.True(refused is System.Data.Common.DbException or StorageFailureException, refused.ToString());
        ReminderEntry kept = Assert.Single((await _silos.Reading.ReadRows(0, 0)).Reminders);
        Assert.Equal((Id(grain), name), (kept.GrainId, kept.ReminderName));
    }
}
