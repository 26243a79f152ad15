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
        string uuid = await cluster.StartHalfDoneAsync();
        EngineGate gate = cluster.Gates[uuid];
        InProcessSiloHandle left = cluster.SiloOf(uuid);

        Task stopping = cluster.Cluster.StopSiloAsync(left);
        await Repeated.UntilAsync(async () => (await cluster.StoredAsync(uuid)).State == State.Suspending);
        gate.Open();
        await stopping;
        (await cluster.Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(["first", "second", "third"], gate.Calls.Select(call => call.Task));
        Assert.NotEqual(left.SiloAddress, gate.Calls[^1].Silo);
        await cluster.Cluster.StartAdditionalSiloAsync();
    }

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
}
