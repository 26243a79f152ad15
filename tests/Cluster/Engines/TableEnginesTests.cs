using Orleans.Core.Internal;
using Orleans.TestingHost;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Engines over tables, where the store itself knows who has a flow.</summary>
public sealed class TableEnginesTests(TableEngineSilos cluster) : IClassFixture<TableEngineSilos>
{
    [Fact]
    public async Task KillSilo_InMidFlow_AnotherOneGoesOnWithoutRunningTwiceWhatSucceeded()
    {
        string uuid = await cluster.StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        InProcessSiloHandle dead = cluster.SiloOf(uuid);

        await cluster.Cluster.KillSiloAsync(dead);
        await gate.WhenCalledElsewhereAsync(dead.SiloAddress);

        gate.Open();
        (await cluster.Runner.WaitAsync(uuid)).EnsureSuccess();

        // The dead silo's engine lives on in this process, and saves nothing of what it has.
        Assert.Equal(["first", "second", "second", "third"], gate.Calls.Select(call => call.Task));
        Assert.Equal("first=SUCCESS second=SUCCESS third=SUCCESS", await cluster.StatesAsync(uuid));
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

    [Fact]
    public async Task StopSilo_InMidFlow_SavesWhatEndsInTimeAndAnotherOneGoesOn()
    {
        SiloAddress[] silos = await LeaveAsync(async uuid => await cluster.Cluster.StopSiloAsync(cluster.SiloOf(uuid)));

        Assert.NotEqual(silos[1], silos[2]);
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

    [Fact]
    public Task Deactivation_OfAnEngineInMidFlow_SavesWhatEndsInTimeAndItGoesOn() =>
        LeaveAsync(uuid => DeactivateAsync<IEngineGrain>(EngineKeys.Of("progress", uuid)));

    [Fact]
    public Task Deactivation_OfAStorageInMidFlow_SavesWhatEndsInTimeAndItGoesOn() =>
        LeaveAsync(uuid => DeactivateAsync<IStorageGrain>(GrainKeys.Of(uuid)));

    [Fact]
    public async Task TakenInTheDatabase_TheEngineWritesNothingMoreAndReadsAgain()
    {
        string uuid = await cluster.StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        await using (IBackend other = Backends.Fetch(cluster.Uri))
        {
            IConnection newer = await other.TakeAsync(uuid);
            TaskDetail second = (TaskDetail)(await newer.GetFlowDetailsAsync(uuid)).Single(atom => atom.Name == "second");
            second.Put(State.Success, Document.From("of the other"));
            await newer.UpdateAtomDetailsAsync(second);
        }

        gate.Open();

        (await cluster.Runner.WaitAsync(uuid)).EnsureSuccess();
        FlowDetail stored = await cluster.StoredAsync(uuid);
        Assert.Equal("of the other", stored.Single(atom => atom.Name == "second").LastResults.To<string>());
        Assert.Equal(["first", "second", "third"], gate.Calls.Select(call => call.Task));
    }

    /// <summary>Has something go that runs a flow, and lets the task that is under way end meanwhile.</summary>
    /// <returns>Where each task was called.</returns>
    private async Task<SiloAddress[]> LeaveAsync(Func<string, Task> end)
    {
        string uuid = await cluster.StartHalfDoneAsync("progress");
        EngineGate gate = cluster.Gates[uuid];
        await using IAsyncEnumerator<FlowNotification> watch = cluster.Runner.WatchAsync(uuid).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        Task ending = end(uuid);
        await Repeated.UntilAsync(async () => (await cluster.StoredAsync(uuid)).State == State.Suspending);
        gate.Open();
        await ending;

        (await cluster.Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "third"], gate.Calls.Select(call => call.Task));
        FlowNotification told = await EngineCluster.LastAsync(watch);

        // Who watches is not told of an end that is none. He may be back when all is over.
        Assert.True(told is FlowStateNotification { State: State.Success } or MissedNotification, told.ToString());
        return [.. gate.Calls.Select(call => call.Silo)];
    }

    private async Task DeactivateAsync<TGrain>(string key)
        where TGrain : IGrainWithStringKey => await cluster.Cluster.Client.GetGrain<TGrain>(key).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
}
