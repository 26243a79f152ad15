using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What Orleans and grains rely on for reminders, in each kind of store.</summary>
public abstract class ReminderTests<TStore>(ReminderSilos<TStore> silos) : IClassFixture<ReminderSilos<TStore>>, IAsyncLifetime
    where TStore : IReminderStore, new()
{
    private const string OddText = "../'; DROP TABLE OrleansRemindersTable --\"%2F😀 ";

    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(90);

    public Task InitializeAsync() => silos.Writing.TestOnlyClearTable();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b", "c/d")]
    [InlineData("blank at its end ", "blank at its end ")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData(OddText, OddText)]
    public async Task Upsert_NamesOfAnyKind_ReadBackWholeByAnotherSilo(string grain, string name)
    {
        string etag = await UpsertAsync(grain, name);

        ReminderEntry read = await silos.Reading.ReadRow(Id(grain), name);

        Assert.Equal((Id(grain), name, Start, Period, etag), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
        Assert.Equal(name, Assert.Single((await silos.Reading.ReadRows(Id(grain))).Reminders).ReminderName);
    }

    [Fact]
    public async Task Upsert_NamesThatDifferInCaseOrBlanks_AreDifferentReminders()
    {
        string[] names = ["name", "Name", "name ", "n\u00e4me"];
        foreach (string name in names)
        {
            await UpsertAsync("a", name);
        }

        var read = await silos.Reading.ReadRows(Id("a"));

        Assert.Equal(names.Order(StringComparer.Ordinal), read.Reminders.Select(entry => entry.ReminderName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Upsert_OfAPresentReminder_ChangesItAndItsETag()
    {
        string old = await UpsertAsync("a", "r");

        string changed = await silos.Writing.UpsertRow(Entry("a", "r", Start.AddDays(1), TimeSpan.FromDays(40)));

        ReminderEntry read = Assert.Single((await silos.Reading.ReadRows(Id("a"))).Reminders);
        Assert.Equal((Start.AddDays(1), TimeSpan.FromDays(40), changed), (read.StartAt, read.Period, read.ETag));
        Assert.NotEqual(old, changed);
    }

    [Fact]
    public async Task Upsert_OfOneReminderByManyAtOnce_OneIsKeptAndItsETagIsOneOfTheirs()
    {
        string[] etags = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            () => (number % 2 == 0 ? silos.Writing : silos.Reading).UpsertRow(Entry("a", "r", Start.AddSeconds(number), Period)))));

        ReminderEntry read = Assert.Single((await silos.Reading.ReadRows(Id("a"))).Reminders);
        Assert.Equal(Start.AddSeconds(Array.IndexOf(etags, read.ETag)), read.StartAt);
        Assert.Equal(etags.Length, etags.Distinct().Count());
    }

    [Fact]
    public async Task Read_ThatIsNotThere_Nothing()
    {
        Assert.Null(await silos.Reading.ReadRow(Id("nobody"), "r"));
        Assert.Empty((await silos.Reading.ReadRows(Id("nobody"))).Reminders);
    }

    [Fact]
    public async Task Read_OfAGrain_OnlyItsOwnReminders()
    {
        foreach (var (grain, name) in new[] { ("a", "b-c"), ("a-b", "c"), ("a-b-c", ""), ("a", "r"), ("A", "r") })
        {
            await UpsertAsync(grain, name + "x");
        }

        Assert.Equal(["b-cx", "rx"], (await silos.Reading.ReadRows(Id("a"))).Reminders.Select(entry => entry.ReminderName).Order(StringComparer.Ordinal));
        Assert.Equal("cx", Assert.Single((await silos.Reading.ReadRows(Id("a-b"))).Reminders).ReminderName);
    }

    [Fact]
    public async Task Remove_WithItsETag_GoneAndASecondTimeRefused()
    {
        string etag = await UpsertAsync("a", "r");
        await UpsertAsync("a", "other");

        Assert.True(await silos.Writing.RemoveRow(Id("a"), "r", etag));

        Assert.Null(await silos.Reading.ReadRow(Id("a"), "r"));
        Assert.NotNull(await silos.Reading.ReadRow(Id("a"), "other"));
        Assert.False(await silos.Reading.RemoveRow(Id("a"), "r", etag));
    }

    [Fact]
    public async Task Remove_WithAnOldETag_RefusedAndKept()
    {
        string old = await UpsertAsync("a", "r");
        await silos.Reading.UpsertRow(Entry("a", "r", Start, Period));

        Assert.False(await silos.Writing.RemoveRow(Id("a"), "r", old));

        Assert.NotNull(await silos.Reading.ReadRow(Id("a"), "r"));
    }

    [Fact]
    public async Task Remove_OfAReminderRemovedAndMadeAgain_RefusedAndKept()
    {
        string old = await UpsertAsync("a", "r");
        await silos.Reading.RemoveRow(Id("a"), "r", old);
        await silos.Reading.UpsertRow(Entry("a", "r", Start, Period));

        Assert.False(await silos.Writing.RemoveRow(Id("a"), "r", old));

        Assert.NotNull(await silos.Reading.ReadRow(Id("a"), "r"));
    }

    [Fact]
    public async Task Read_OfARange_ThoseWhoseHashIsInItAndNoOthers()
    {
        GrainId[] grains = [.. Enumerable.Range(0, 48).Select(number => Id($"grain {number}"))];
        await Task.WhenAll(grains.Select(grain => silos.Writing.UpsertRow(Entry(grain, "r"))));
        uint[] hashes = [.. grains.Select(grain => grain.GetUniformHashCode()).Order()];
        (uint Begin, uint End)[] ranges =
        [
            (0, 0x4000_0000), (0x4000_0000, 0xC000_0000), (0x7FFF_FFFF, 0x8000_0000), (0xC000_0000, 0x4000_0000), (0xFFFF_FFFF, 0),
            (0x1234_5678, 0x1234_5678), (hashes[3], hashes[9]), (hashes[40], hashes[2]), (hashes[20] - 1, hashes[20]),
        ];

        foreach (var (begin, end) in ranges)
        {
            var read = await silos.Reading.ReadRows(begin, end);

            Assert.Equal(
                hashes.Where(hash => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end),
                read.Reminders.Select(entry => entry.GrainId.GetUniformHashCode()).Order());
        }
    }

    [Fact]
    public async Task Read_ByAnotherService_FindsNothing()
    {
        await UpsertAsync("a", "r");
        await using ReminderSilo stranger = await silos.StartAsync("invoices");

        Assert.Null(await stranger.Table.ReadRow(Id("a"), "r"));
        Assert.Empty((await stranger.Table.ReadRows(0, 0)).Reminders);
        await stranger.Table.TestOnlyClearTable();
        Assert.NotNull(await silos.Reading.ReadRow(Id("a"), "r"));
    }

    [Fact]
    public async Task Grain_WithAReminder_IsToldAndStillIsByTheNextSiloAndNoMoreOnceItIsUnregistered()
    {
        string told = $"{OddText}: {OddText}";
        await using (ReminderSilo first = await silos.StartAsync("restarted"))
        {
            await first.Grain(OddText).RegisterAsync(OddText, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
            Assert.Equal(told, await first.Reminded.NextAsync());
        }

        await using ReminderSilo second = await silos.StartAsync("restarted");
        Assert.Equal(told, await second.Reminded.NextAsync());
        Assert.Equal(told, await second.Reminded.NextAsync());

        await second.Grain(OddText).UnregisterAsync(OddText);

        Assert.Empty((await second.Table.ReadRows(0, 0)).Reminders);
        await using ReminderSilo third = await silos.StartAsync("restarted");
        await third.Grain("other").RegisterAsync("r", TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        Assert.Equal("other: r", await third.Reminded.NextAsync());
    }

    private protected static GrainId Id(string key) => GrainId.Create("reminded", key);

    private protected Task<string> UpsertAsync(string grain, string name) => silos.Writing.UpsertRow(Entry(grain, name, Start, Period));

    private static ReminderEntry Entry(GrainId grain, string name) => new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = Period };

    private static ReminderEntry Entry(string grain, string name, DateTime start, TimeSpan period) =>
        new() { GrainId = Id(grain), ReminderName = name, StartAt = start, Period = period };
}
