using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reminders that come when their flow is not to run: nothing is called again, and those that are still there are removed.</summary>
[Collection(EngineClusterCollection.Name)]
public sealed class LateRemindersTests(TwoEngineSilos cluster)
{
    private IFlowRunner Runner => cluster.Runner;

    [Fact]
    public async Task Reminder_ThatCouldNotBeRemovedAtTheEnd_IsRemovedWhenItComesAgain()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        cluster.Reminders.Fails = true;
        Task refused = cluster.Reminders.WhenRefusedAsync();
        gate.Open();
        await Runner.WaitAsync(uuid);
        await refused;
        Assert.Equal(1, cluster.Reminders.CountOf(uuid));

        cluster.Reminders.Fails = false;

        await cluster.Reminders.WhenGoneAsync(uuid);
        Assert.False((await Runner.GetAsync(uuid)).IsRunning);
        Assert.Single(gate.Calls);
    }

    [Theory]
    [InlineData("one", State.Success, "only")]
    [InlineData("stuck", State.Failure, "fails")]
    public async Task Reminder_OfAFlowThatEnded_IsRemovedByAGrainThatDoesNotKnowIt(string factory, State state, string called)
    {
        var (uuid, reminder) = await StartEndedAsync(factory);

        await RemindAgainAsync(reminder);

        await cluster.Reminders.WhenGoneAsync(uuid);
        Assert.Equal((state, false), await StandAsync(uuid));
        Assert.Equal([called], cluster.Gates[uuid].Calls.Select(call => call.Task));
    }

    [Fact]
    public async Task Reminder_OfAFlowThatWasDestroyed_IsRemovedAndBringsNothingBack()
    {
        var (uuid, reminder) = await StartEndedAsync("one");
        await cluster.OfClient.Backend.Connect().DestroyLogBookAsync(uuid);

        await RemindAgainAsync(reminder);

        await cluster.Reminders.WhenGoneAsync(uuid);
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.GetAsync(uuid));
        Assert.Single(cluster.Gates[uuid].Calls);
    }

    [Fact]
    public async Task Reminder_WhileItsFlowRuns_ChangesNothing()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");

        await RemindAsync(cluster.Reminders.Of(uuid));

        Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        gate.Open();
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Single(gate.Calls);
    }

    [Fact]
    public async Task Reminder_ThatHasNotComeYet_IsLookedForByWhoeverAsks()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        ReminderEntry reminder = cluster.Reminders.Of(uuid);
        await Runner.CancelAsync(uuid);
        await Runner.WaitAsync(uuid);
        await cluster.ForgetAsync();

        // As if its silo had died: no silo has read it yet.
        await cluster.Reminders.UpsertRow(reminder);

        Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        gate.Open();
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        await cluster.Reminders.WhenGoneAsync(uuid);
    }

    [Fact]
    public async Task Reminder_ThatIsGoneButStillComes_DoesNotResumeASuspendedFlow()
    {
        var (uuid, gate) = await cluster.StartEnteredAsync("one");
        ReminderEntry reminder = cluster.Reminders.Of(uuid);
        await Runner.CancelAsync(uuid);
        await Runner.WaitAsync(uuid);

        // As it comes to the grain that knows of it, and to one that does not.
        await RemindAsync(reminder);
        await cluster.ForgetAsync();
        await RemindAsync(reminder);

        Assert.Equal((State.Suspended, false), await StandAsync(uuid));
        Assert.Single(gate.Calls);
    }

    /// <summary>Starts a flow, and lets it come to its end, and its grain forget it.</summary>
    /// <returns>It, and the reminder that it had.</returns>
    private async Task<(string Uuid, ReminderEntry Reminder)> StartEndedAsync(string factory)
    {
        var (uuid, gate) = await cluster.StartEnteredAsync(factory);
        ReminderEntry reminder = cluster.Reminders.Of(uuid);
        gate.Open();
        await Runner.WaitAsync(uuid);
        await cluster.Reminders.WhenGoneAsync(uuid);
        await cluster.ForgetAsync();
        return (uuid, reminder);
    }

    private async Task RemindAgainAsync(ReminderEntry reminder)
    {
        await cluster.Reminders.UpsertRow(reminder);
        await RemindAsync(reminder);
    }

    private Task RemindAsync(ReminderEntry reminder) =>
        cluster.Cluster.Client.GetGrain(reminder.GrainId).AsReference<IRemindable>().ReceiveReminder(reminder.ReminderName, default);

    private async Task<(State, bool)> StandAsync(string uuid)
    {
        FlowOutcome outcome = await Runner.GetAsync(uuid);
        return (outcome.State, outcome.IsRunning);
    }
}
