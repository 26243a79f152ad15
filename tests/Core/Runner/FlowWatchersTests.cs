using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Watchers of one run, each at its own pace.</summary>
public sealed class FlowWatchersTests
{
    [Fact]
    public async Task Watch_ByOneWhoIsTooSlow_LosesTheOldestAndIsToldHowMany()
    {
        var watchers = new FlowWatchers();
        IAsyncEnumerable<FlowNotification> watch = watchers.WatchAsync();
        const int Lost = 10;
        for (int number = 0; number < FlowWatchers.Capacity + Lost; number++)
        {
            watchers.Publish(Progress(number));
        }

        watchers.Complete();

        List<FlowNotification> told = await watch.ToListAsync();
        Assert.Equal(new MissedNotification("f", "flow", Lost), told[0]);
        Assert.Equal(Progress(Lost), told[1]);
        Assert.Equal(Progress(FlowWatchers.Capacity + Lost - 1), told[^1]);
        Assert.Equal(FlowWatchers.Capacity + 1, told.Count);
    }

    [Fact]
    public async Task WatchInLists_OfWhatIsThere_EndsAListWhenItIsFull()
    {
        var watchers = new FlowWatchers();
        var lists = watchers.WatchInListsAsync(_ => 4, full: 10);
        for (int number = 0; number < 4; number++)
        {
            watchers.Publish(Progress(number));
        }

        watchers.Complete();

        Assert.Equal([3, 1], (await lists.ToListAsync()).Select(list => list.Count));
    }

    [Fact]
    public async Task Watch_AfterTheEnd_EndsAtOnce()
    {
        var watchers = new FlowWatchers();
        watchers.Complete();

        Assert.Empty(await watchers.WatchAsync().ToListAsync());
        Assert.False(watchers.Any);
    }

    [Fact]
    public async Task Leave_OfAWatcher_LeavesNobodyToTell()
    {
        var watchers = new FlowWatchers();
        await using (IAsyncEnumerator<FlowNotification> watch = watchers.WatchAsync().GetAsyncEnumerator())
        {
            watchers.Publish(Progress(1));
            Assert.True(await watch.MoveNextAsync());
            Assert.True(watchers.Any);
        }

        Assert.False(watchers.Any);
    }

    private static ProgressNotification Progress(int number) => new("f", "flow", "task", number, null);
}
