using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>How much a silo runs at a time, and a message holds.</summary>
[Collection(EngineClusterCollection.Name)]
public sealed class EngineLimitsTests(TwoEngineSilos cluster)
{
    private IFlowRunner Runner => cluster.Runner;

    [Fact]
    public async Task Start_OfMoreTasksThanASiloMayCall_LetsTheOthersWait()
    {
        string uuid = await Runner.StartAsync("many", Document.From(20));
        EngineGate gate = cluster.Gates[uuid];
        await gate.WhenInsideAsync(EngineCluster.MaxTasks);
        for (int asked = 0; asked < 10; asked++)
        {
            // Time enough for the others to be called, if they were.
            Assert.True((await Runner.GetAsync(uuid)).IsRunning);
        }

        Assert.Equal(EngineCluster.MaxTasks, gate.Calls.Count);
        gate.Open();

        (await Runner.WaitAsync(uuid)).EnsureSuccess();
        Assert.Equal(20, gate.Calls.Count);
        Assert.Equal(EngineCluster.MaxTasks, gate.Most);
    }

    [Fact]
    public async Task Start_OfMoreFlowsThanASiloMayRun_LetsTheOthersWaitAndBeSuspended()
    {
        string[] running = [.. Enumerable.Range(0, TwoEngineSilos.MaxFlows).Select(number => $"running-{number}")];
        foreach (string uuid in running)
        {
            await cluster.StartEnteredAsync("rare", uuid);
        }

        await Runner.StartAsync("rare", flowUuid: "waiting");
        await Runner.StartAsync("rare", flowUuid: "suspended");
        await Runner.SuspendAsync("suspended");

        Assert.Equal(State.Pending, (await Runner.WaitAsync("suspended")).State);
        FlowOutcome waiting = await Runner.GetAsync("waiting");
        Assert.Equal((State.Pending, true), (waiting.State, waiting.IsRunning));
        cluster.Gates["waiting"].Open();
        cluster.Gates[running[0]].Open();
        (await Runner.WaitAsync("waiting")).EnsureSuccess();
        cluster.Gates[running[1]].Open();
        (await Runner.WaitAsync(running[1])).EnsureSuccess();
        Assert.Empty(cluster.Gates["suspended"].Calls);
    }

    [Fact]
    public async Task Start_WithMoreThanAMessageHolds_IsRefusedByName()
    {
        var error = await Assert.ThrowsAsync<TooLargeException>(() =>
            Runner.StartAsync("greet", Document.From("Hello"), new Dictionary<string, Document> { ["name"] = Document.From(new string('x', TwoEngineSilos.MessageSize)) }, "large"));

        Assert.Contains("'greet'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.GetAsync("large"));
    }

    [Fact]
    public async Task Wait_ForFailuresThatFitIntoNoMessageTogether_SaysSoAndTheyAreStored()
    {
        string uuid = await Runner.StartAsync("loud", Document.From(TwoEngineSilos.MessageSize / 5));
        EngineGate gate = cluster.Gates[uuid];
        await gate.WhenInsideAsync(EngineCluster.MaxTasks);
        gate.Open();

        var error = await Assert.ThrowsAsync<TooLargeException>(() => Runner.WaitAsync(uuid));

        Assert.Contains(uuid, error.Message, StringComparison.Ordinal);
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(uuid);
        Assert.Equal(State.Reverted, await storage.GetFlowStateAsync());
    }
}
