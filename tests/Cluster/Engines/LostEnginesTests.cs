using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Engines that lose their silo, their flow or their store: the flow goes on, and what succeeded is not called again.</summary>
public sealed class LostEnginesTests(ThreeEngineSilos cluster) : IClassFixture<ThreeEngineSilos>, IAsyncLifetime
{
    private IFlowRunner Runner => cluster.Runner;

    public Task InitializeAsync()
    {
        cluster.Storage.Heal();
        cluster.Reminders.Fails = false;
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task KillSilo_InMidFlow_AnotherOneGoesOnWithoutAskingAndWithoutRunningTwiceWhatSucceeded()
    {
        string uuid = await StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        InProcessSiloHandle dead = HandleOf(gate.Calls[^1].Silo);
        Task<FlowOutcome> waiting = Runner.WaitAsync(uuid);
        ValueTask<List<FlowNotification>> watching = Runner.WatchAsync(uuid).ToListAsync();

        await cluster.Cluster.KillSiloAsync(dead);
        while (gate.Calls[^1].Silo.Equals(dead.SiloAddress))
        {
            await Task.Yield();
        }

        gate.Open();
        (await waiting).EnsureSuccess();
        // Who begins to watch as the silo dies may come when all is over.
        Assert.True(await watching is [] or [.., FlowStateNotification { State: State.Success } or MissedNotification]);
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
        Assert.Single(gate.Calls.Select(call => call.AttemptId).Distinct());
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

    [Fact]
    public async Task StopSilo_InMidFlow_CancelsWhatTakesTooLongAndAnotherOneGoesOn()
    {
        string uuid = await StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        InProcessSiloHandle left = HandleOf(gate.Calls[^1].Silo);
        Task<FlowOutcome> waiting = Runner.WaitAsync(uuid);
        ValueTask<List<FlowNotification>> watching = Runner.WatchAsync(uuid).ToListAsync();

        await cluster.Cluster.StopSiloAsync(left);
        await gate.WhenCancelled;
        while (gate.Calls[^1].Silo.Equals(left.SiloAddress))
        {
            await Task.Yield();
        }

        gate.Open();
        (await waiting).EnsureSuccess();
        // Who begins to watch as the silo dies may come when all is over.
        Assert.True(await watching is [] or [.., FlowStateNotification { State: State.Success } or MissedNotification]);
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

    [Fact]
    public async Task OpenEngine_ASecondTime_EndsTheFirstRunWhichStartsNothingMore()
    {
        string uuid = await StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        SiloAddress silo = gate.Calls[^1].Silo;
        IStorageGrain storage = cluster.Cluster.Client.GetGrain<IStorageGrain>(GrainKeys.Of(uuid));
        var newer = Guid.NewGuid();

        Assert.True(await storage.OpenEngineAsync(newer, silo));

        await gate.WhenCancelled;
        while (gate.Inside > 0)
        {
            await Task.Yield();
        }

        // The reminder brings the flow back, since nobody ends it here; until then only the newer one writes.
        Assert.Equal("first=SUCCESS second=RUNNING third=PENDING", await cluster.StatesAsync(uuid));
        gate.Open();
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
    }

    [Fact]
    public async Task EngineStorage_WhoseFlowWasTaken_IsRefusedReadsAndWrites()
    {
        string uuid = await StartHalfDoneAsync();
        InProcessSiloHandle silo = HandleOf(cluster.Gates[uuid].Calls[^1].Silo);
        await Runner.CancelAsync(uuid);
        await Runner.WaitAsync(uuid);
        var storages = silo.ServiceProvider.GetRequiredService<EngineStorages>();
        await using IFlowStorage older = await storages.OpenAsync(uuid);
        await using IFlowStorage newer = await storages.OpenAsync(uuid);

        await Assert.ThrowsAsync<StaleWriteException>(() => older.SaveAsync("second", Document.Null));
        await Assert.ThrowsAsync<StaleWriteException>(() => older.GetFlowStateAsync());
        await newer.SaveAsync("second", Document.From("newer"));

        Assert.Equal("newer", (await cluster.StoredAsync(uuid)).Single(atom => atom.Name == "second").LastResults.To<string>());
        await Assert.ThrowsAsync<StaleWriteException>(() => older.SaveAsync("second", Document.Null));
    }

    [Fact]
    public async Task FailingStore_InMidFlow_TheFlowWaitsAndGoesOnAndAnswersMeanwhile()
    {
        string uuid = await StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        cluster.Storage.WritesLeft = 0;
        gate.Open();
        int refused = cluster.Storage.Refused;
        while (cluster.Storage.Refused < refused + 10)
        {
            await Task.Yield();
        }

        Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        cluster.Storage.Heal();

        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal("first=SUCCESS second=SUCCESS third=SUCCESS", await cluster.StatesAsync(uuid));
        Assert.Single(gate.Calls, call => call.Task == "first");
        Assert.Single(gate.Calls, call => call.Task == "third");
    }

    [Fact]
    public async Task Suspend_WhileTheStoreFails_EndsTheRun()
    {
        string uuid = await StartHalfDoneAsync();
        cluster.Storage.WritesLeft = 0;
        cluster.Gates[uuid].Open();
        int refused = cluster.Storage.Refused;
        while (cluster.Storage.Refused < refused + 5)
        {
            await Task.Yield();
        }

        await Runner.SuspendAsync(uuid);

        Assert.False((await Runner.WaitAsync(uuid)).IsRunning);
        cluster.Storage.Heal();
        await Runner.ResumeAsync(uuid);
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
    }

    [Fact]
    public async Task Start_WhileRemindersCannotBeStored_IsRefusedAndMayBeRepeated()
    {
        cluster.Reminders.Fails = true;
        await Assert.ThrowsAsync<StorageFailureException>(() => Runner.StartAsync("one", flowUuid: "no-reminder"));
        Assert.Empty(cluster.Gates["no-reminder"].Calls);

        cluster.Reminders.Fails = false;
        cluster.Gates["no-reminder"].Open();
        await Runner.StartAsync("one", flowUuid: "no-reminder");

        (await Runner.WaitAsync("no-reminder")).EnsureSuccess();
    }

    /// <summary>Starts a flow whose first task has succeeded, and whose second waits at the gate.</summary>
    private async Task<string> StartHalfDoneAsync()
    {
        string uuid = await Runner.StartAsync("three");
        while (cluster.Gates[uuid].Calls.Count < 2)
        {
            await Task.Yield();
        }

        return uuid;
    }

    private InProcessSiloHandle HandleOf(SiloAddress silo) => cluster.Cluster.Silos.Single(handle => handle.SiloAddress.Equals(silo));
}
