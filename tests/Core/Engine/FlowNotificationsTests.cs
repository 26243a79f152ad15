using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What listeners are told, and that none of them is in a flow's way.</summary>
public sealed class FlowNotificationsTests : IAsyncLifetime
{
    private readonly EngineHarness _harness = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task AListener_IsToldEverythingInOrder_WithStatesAndResults()
    {
        FlowEngine engine = await NewAsync();
        var told = new List<string>();
        await using (engine.Notifications.Subscribe<FlowNotification>(notification => told.Add(Show(notification))))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        Assert.Equal(
            [
                "flow PENDING>RUNNING", "task a PENDING>RUNNING", "progress a 0.5", "task a RUNNING>SUCCESS 1", "task b PENDING>RUNNING",
                "task b RUNNING>FAILURE late", "task b FAILURE>REVERTING", "task b REVERTING>REVERTED null", "task a SUCCESS>REVERTING",
                "task a REVERTING>REVERTED null", "flow RUNNING>REVERTED",
            ],
            told);
    }

    [Fact]
    public async Task AHandler_ForOneType_IsToldNothingElse_AndNothingAfterItsEnd()
    {
        FlowEngine engine = await NewAsync();
        var told = new List<State>();
        IAsyncDisposable subscription = engine.Notifications.Subscribe<FlowStateNotification>(notification => told.Add(notification.State));
        await subscription.DisposeAsync();
        await using (engine.Notifications.Subscribe<FlowStateNotification>(notification => told.Add(notification.State)))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        Assert.Equal([State.Running, State.Reverted], told);
    }

    [Fact]
    public async Task AListener_ThatThrows_HearsOn_AndTheFlowRunsAsIfItWereNotThere()
    {
        FlowEngine engine = await NewAsync();
        int told = 0;
        await using (engine.Notifications.Subscribe<FlowNotification>((Action<FlowNotification>)(_ => throw new InvalidTimeZoneException($"{told++}"))))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        Assert.Equal(11, told);
        Assert.Equal("a=REVERTED b=REVERTED", await _harness.StatesAsync(engine));
    }

    [Fact]
    public async Task AListener_ThatHangs_DoesNotKeepTheFlowWaiting()
    {
        FlowEngine engine = await NewAsync();
        var never = new TaskCompletionSource();
        _ = engine.Notifications.Subscribe<FlowNotification>(_ => new ValueTask(never.Task));

        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        await engine.DisposeAsync();

        Assert.Equal("a=REVERTED b=REVERTED", await _harness.StatesAsync(engine));
        never.SetResult();
    }

    [Fact]
    public async Task Watch_GivesWhatHappensFromTheCallOn_UntilTheEngineIsDisposed()
    {
        FlowEngine engine = await NewAsync();
        IAsyncEnumerable<FlowNotification> watched = engine.Notifications.WatchAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        await engine.DisposeAsync();

        var told = new List<string>();
        await foreach (FlowNotification notification in watched)
        {
            told.Add(Show(notification));
        }

        Assert.Equal(("flow PENDING>RUNNING", "flow RUNNING>REVERTED", 11), (told[0], told[^1], told.Count));
    }

    [Fact]
    public async Task PrintTo_WritesALineForEach_WithoutValues()
    {
        FlowEngine engine = await NewAsync();
        using var writer = new StringWriter { NewLine = "\n" };
        await using (engine.Notifications.PrintTo(writer))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => engine.RunAsync());
        }

        string[] lines = writer.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.Equal(["flow 'f' PENDING -> RUNNING", "task 'a' PENDING -> RUNNING", "task 'a' 50 %"], lines.Take(3));
        Assert.Contains("task 'b' RUNNING -> FAILURE (System.TimeoutException)", lines);
        Assert.DoesNotContain("late", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACheckpoint_ThatThrows_LeavesTheFlowAsACrashWould()
    {
        var options = new FlowEngineOptions
        {
            Checkpoint = notification => notification is TaskNotification { AtomName: "b", State: State.Running } ? throw new InvalidTimeZoneException() : default,
        };
        await using FlowEngine engine = await _harness.CreateAsync(Flow.Linear("f").Add(_harness.Task("a"), _harness.Task("b")), options);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => engine.RunAsync());

        Assert.Equal(["a"], _harness.Calls);
        Assert.Equal("a=SUCCESS b=RUNNING", await _harness.StatesAsync(engine));
        Assert.Equal(State.Running, (await _harness.StoredAsync(engine)).State);
    }

    private async Task<FlowEngine> NewAsync() => await _harness.CreateAsync(Flow.Linear("f").Add(
        TaskAtom.Create("a", async (call, _) =>
        {
            await call.ReportProgressAsync(0.5);
            return Document.From(1);
        }),
        _harness.Failing("b", "late")));

    private static string Show(FlowNotification notification) => notification switch
    {
        FlowStateNotification flow => $"flow {flow.Previous.ToName()}>{flow.State.ToName()}",
        AtomNotification atom => $"task {atom.AtomName} {atom.Previous.ToName()}>{atom.State.ToName()} {atom.Result}{atom.Failure?.Message}".TrimEnd(),
        ProgressNotification progress => FormattableString.Invariant($"progress {progress.TaskName} {progress.Progress}"),
        _ => notification.ToString(),
    };
}
