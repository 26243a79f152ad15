using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Listeners to one flow, each at its own pace.</summary>
public sealed class FlowListenersTests
{
    [Fact]
    public async Task Watch_ByOneWhoIsTooSlow_LosesTheOldestAndIsToldHowMany()
    {
        const int Capacity = 20;
        const int Lost = 10;
        var listeners = new FlowListeners(Capacity);
        IAsyncEnumerable<FlowNotification> watch = listeners.WatchAsync();
        for (int number = 0; number < Capacity + Lost; number++)
        {
            listeners.Publish(Progress(number));
        }

        listeners.Complete();

        List<FlowNotification> told = await watch.ToListAsync();
        Assert.Equal(new MissedNotification("f", "flow", Lost), told[0]);
        Assert.Equal(Progress(Lost), told[1]);
        Assert.Equal(Progress(Capacity + Lost - 1), told[^1]);
        Assert.Equal(Capacity + 1, told.Count);
    }

    [Fact]
    public async Task WatchInLists_OfWhatIsThere_EndsAListWhenItIsFull()
    {
        var listeners = new FlowListeners();
        var lists = listeners.WatchInListsAsync(_ => 4, full: 10);
        for (int number = 0; number < 4; number++)
        {
            listeners.Publish(Progress(number));
        }

        listeners.Complete();

        Assert.Equal([3, 1], (await lists.ToListAsync()).Select(list => list.Count));
    }

    [Fact]
    public async Task Watch_AfterTheEnd_EndsAtOnce()
    {
        var listeners = new FlowListeners();
        listeners.Complete();

        Assert.Empty(await listeners.WatchAsync().ToListAsync());
        Assert.False(listeners.Any);
    }

    [Fact]
    public async Task Leave_OfAListener_LeavesNobodyToTell()
    {
        var listeners = new FlowListeners();
        await using (IAsyncEnumerator<FlowNotification> watch = listeners.WatchAsync().GetAsyncEnumerator())
        {
            listeners.Publish(Progress(1));
            Assert.True(await watch.MoveNextAsync());
            Assert.True(listeners.Any);
        }

        Assert.False(listeners.Any);
    }

    private static ProgressNotification Progress(int number) => new("f", "flow", "task", number, null);
}
