using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;
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
    public Task KillSilo_InMidFlow_AnotherOneGoesOnAndWhoWaitsAndWatchesHearsOfTheEnd() => LoseAsync(cluster.Cluster.KillSiloAsync);

    [Fact]
    public Task StopSilo_InMidFlow_CancelsWhatTakesTooLongAndAnotherOneGoesOn() => LoseAsync(cluster.Cluster.StopSiloAsync);

    [Fact]
    public async Task Start_InASiloThatIsAboutToStop_CallsNothingThereAndAnotherOneGoesOn()
    {
        const string Uuid = "begun-late";
        InProcessSiloHandle leaving = cluster.Cluster.Silos[0];
        await leaving.ServiceProvider.GetRequiredService<EngineHost>().StopAsync(CancellationToken.None);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, leaving.SiloAddress);
        IEngineGrain engine = cluster.Cluster.Client.GetGrain<IEngineGrain>(EngineKeys.Of("three", Uuid));
        await engine.StartAsync(new EngineStart());
        RequestContext.Clear();
        Assert.Null(await engine.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.True((await engine.GetAsync()).IsRunning);
        Assert.Equal(1, cluster.Reminders.CountOf(Uuid));

        await cluster.Cluster.StopSiloAsync(leaving);

        cluster.Gates[Uuid].Open();
        (await Runner.WaitAsync(Uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "third"], cluster.Gates[Uuid].Calls.Select(call => call.Task));
        Assert.DoesNotContain(leaving.SiloAddress, cluster.Gates[Uuid].Calls.Select(call => call.Silo));
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

    [Fact]
    public async Task OpenEngine_ASecondTime_EndsTheFirstRunWhichStartsNothingMore()
    {
        string uuid = await cluster.StartHalfDoneAsync("progress");
        EngineGate gate = cluster.Gates[uuid];
        SiloAddress silo = gate.Calls[^1].Silo;
        await using IAsyncEnumerator<FlowNotification> watch = Runner.WatchAsync(uuid).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        IStorageGrain storage = cluster.Cluster.Client.GetGrain<IStorageGrain>(GrainKeys.Of(uuid));
        var newer = Guid.NewGuid();

        Assert.True(await storage.OpenEngineAsync(newer, silo));

        await gate.WhenCancelled;
        // The reminder brings the flow back, since nobody ends it here; until then only the newer one writes.
        Assert.Equal("first=SUCCESS second=RUNNING third=PENDING", await cluster.StatesAsync(uuid));
        gate.Open();
        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
        Assert.True(await EngineCluster.LastAsync(watch) is FlowStateNotification { State: State.Success } or MissedNotification);
    }

    [Fact]
    public async Task EngineStorage_WhoseFlowWasTaken_IsRefusedReadsAndWrites()
    {
        string uuid = await cluster.StartHalfDoneAsync();
        InProcessSiloHandle silo = cluster.SiloOf(uuid);
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
        string uuid = await cluster.StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        cluster.Storage.WritesLeft = 0;
        gate.Open();
        await cluster.Storage.WhenRefusedAsync(10);

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
        string uuid = await cluster.StartHalfDoneAsync();
        cluster.Storage.WritesLeft = 0;
        cluster.Gates[uuid].Open();
        await cluster.Storage.WhenRefusedAsync(5);

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

    /// <summary>Ends the silo that runs a flow, which is watched and waited for from another one.</summary>
    private async Task LoseAsync(Func<InProcessSiloHandle, Task> end)
    {
        string uuid = await cluster.StartHalfDoneAsync("progress");
        EngineGate gate = cluster.Gates[uuid];
        InProcessSiloHandle lost = cluster.SiloOf(uuid);
        IFlowRunner elsewhere = cluster.Cluster.Silos.First(silo => silo != lost).ServiceProvider.GetRequiredService<IFlowRunner>();
        Task<FlowOutcome> waiting = elsewhere.WaitAsync(uuid);
        await using IAsyncEnumerator<FlowNotification> watch = elsewhere.WatchAsync(uuid).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        await end(lost);
        await gate.WhenCancelled;
        await gate.WhenCalledElsewhereAsync(lost.SiloAddress);
        while (watch.Current is not MissedNotification)
        {
            Assert.True(await watch.MoveNextAsync());
        }

        gate.Open();
        FlowNotification told = await EngineCluster.LastAsync(watch);

        Assert.Equal(State.Success, Assert.IsType<FlowStateNotification>(told).State);
        (await waiting).EnsureSuccess();
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
        Assert.Single(gate.Calls.Select(call => call.AttemptId).Distinct());
        await cluster.Cluster.StartAdditionalSiloAsync();
    }
}
