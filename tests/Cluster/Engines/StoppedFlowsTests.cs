using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Flows that somebody stops, and resumes.</summary>
[Collection(EngineClusterCollection.Name)]
public sealed class StoppedFlowsTests(TwoEngineSilos cluster)
{
    private IFlowRunner Runner => cluster.Runner;

    [Fact]
    public async Task Suspend_WhileATaskRuns_LetsItEndAndStartsNothingMore_AndResumeGoesOn()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("two");

        await Runner.SuspendAsync(uuid);
        Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        Assert.Equal(0, cluster.Reminders.CountOf(uuid));
        gate.Open();
        Assert.Equal(State.Suspended, (await Runner.WaitAsync(uuid)).State);
        Assert.Equal("first=SUCCESS second=PENDING", await cluster.StatesAsync(uuid));

        await Runner.ResumeAsync(uuid);

        Assert.Equal(State.Success, (await Runner.WaitAsync(uuid)).State);
        Assert.Equal(["first", "second"], gate.Calls.Select(call => call.Task));
    }

    [Fact]
    public async Task Resume_OfAFlowThatIsAboutToStop_WaitsForThatAndGoesOn()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("two");
        await Runner.ResumeAsync(uuid);
        await Runner.SuspendAsync(uuid);
        Task resuming = Runner.ResumeAsync(uuid);
        for (int asked = 0; asked < 10; asked++)
        {
            Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        }

        // It would be there if another run had begun beside the one that still ends.
        Assert.Equal(0, cluster.Reminders.CountOf(uuid));
        gate.Open();

        await resuming;

        Assert.Equal(State.Success, (await Runner.WaitAsync(uuid)).State);
        Assert.Equal(["first", "second"], gate.Calls.Select(call => call.Task));
    }

    [Fact]
    public async Task Start_WithTheUuidOfASuspendedFlow_LeavesItSuspended()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        await Runner.CancelAsync(uuid);
        await Runner.WaitAsync(uuid);

        await Runner.StartAsync("one", flowUuid: uuid);

        Assert.False((await Runner.GetAsync(uuid)).IsRunning);
        Assert.Equal(0, cluster.Reminders.CountOf(uuid));
        Assert.Single(gate.Calls);
    }

    [Fact]
    public async Task Cancel_WhileATaskRuns_CancelsItsTokenAndItIsCalledAgainWithTheSameAttempt()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("two");

        await Runner.CancelAsync(uuid);

        await gate.WhenCancelled;
        FlowOutcome outcome = await Runner.WaitAsync(uuid);
        Assert.Equal(State.Suspended, outcome.State);
        Assert.Null(outcome.Error);
        gate.Open();
        await Runner.ResumeAsync(uuid);
        Assert.Equal(State.Success, (await Runner.WaitAsync(uuid)).State);
        Assert.Equal(["first", "first", "second"], gate.Calls.Select(call => call.Task));
        Assert.Single(gate.Calls.Select(call => call.AttemptId).Distinct());
    }

    [Fact]
    public async Task Resume_OfAFlowThatItsFactoryMakesNoMore_IsRefusedAndItDoesNotRun()
    {
        var flow = new FlowDetail("greet", "unmade")
        {
            Meta = System.Collections.Immutable.ImmutableSortedDictionary<string, Document>.Empty.Add("factory", Document.Parse("""{"name":"greet","args":[7],"kwargs":{}}""")),
        };
        await cluster.OfClient.Backend.Connect().SaveLogBookAsync(new LogBook("book", "unmade") { flow });

        await Assert.ThrowsAsync<FlowFactoryException>(() => Runner.ResumeAsync("unmade"));

        Assert.False((await Runner.GetAsync("unmade")).IsRunning);
        Assert.Equal(0, cluster.Reminders.CountOf("unmade"));
    }

    [Fact]
    public async Task Resume_RightAfterCancelling_KeepsTheReminderOfTheNewRun()
    {
        string[] uuids = [.. Enumerable.Range(0, 8).Select(number => $"again-{number}")];
        foreach (string uuid in uuids)
        {
            var (_, gate) = await cluster.StartEnteredAsync("one", uuid);

            await Runner.CancelAsync(uuid);
            await Runner.ResumeAsync(uuid);

            await gate.WhenCalledAsync(2);
            Assert.Equal(1, cluster.Reminders.CountOf(uuid));
            gate.Open();
            (await Runner.WaitAsync(uuid)).EnsureSuccess();
        }
    }

    [Fact]
    public async Task Resume_ByTheEngineOfAnotherFactory_IsRefusedAndRunsNothing()
    {
        string uuid = await Runner.StartAsync("fails");
        await Runner.WaitAsync(uuid);
        IEngineGrain other = cluster.Cluster.Client.GetGrain<IEngineGrain>(EngineKeys.Of("one", uuid));

        await other.ResumeAsync();

        FlowOutcome? outcome = await other.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.True(outcome!.Error!.Check<DuplicateException>());
        Assert.Equal(State.Reverted, outcome.State);
    }
}
