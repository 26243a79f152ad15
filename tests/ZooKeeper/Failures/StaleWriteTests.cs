using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>Two who have the same flow open.</summary>
[Trait("Needs", "zookeeper")]
public sealed class StaleWriteTests
{
    [Fact]
    public async Task TwoStorages_OfOneFlow_TheSecondToWriteAnAtomIsStaleAndReadsAgain()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        await using ZooKeeperBackend other = backend.Again();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using FlowStorage first = await backend.OpenAsync(flow);
        await using FlowStorage second = await other.OpenAsync(flow);

        await first.SaveAsync("task", "first");
        var stale = await Assert.ThrowsAsync<StaleWriteException>(() => second.SaveAsync("task", "second"));

        Assert.Contains("atom detail", stale.Message, StringComparison.Ordinal);
        Assert.Equal("first", await second.GetExecuteResultAsync<string>("task"));
        await second.SaveAsync("task", "second");
        await Assert.ThrowsAsync<StaleWriteException>(() => first.SetAtomStateAsync("task", State.Running));
        Assert.Equal("second", await first.GetExecuteResultAsync<string>("task"));
    }

    [Fact]
    public async Task TwoStorages_OfOneFlow_TheSecondToSetItsStateIsStale()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        await using ZooKeeperBackend other = backend.Again();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using FlowStorage first = await backend.OpenAsync(flow);
        await using FlowStorage second = await other.OpenAsync(flow);

        await first.SetFlowStateAsync(State.Running);
        await Assert.ThrowsAsync<StaleWriteException>(() => second.SetFlowStateAsync(State.Suspended));

        Assert.Equal(State.Running, await second.GetFlowStateAsync());
    }

    [Fact]
    public async Task ManyStorages_ClaimingOneAtom_OneWins()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using (await backend.OpenAsync(flow))
        {
        }

        FlowStorage[] storages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FlowStorage.OpenAsync(backend, flow)));
        bool[] won = await Task.WhenAll(storages.Select(async storage =>
        {
            try
            {
                await storage.SetAtomStateAsync("task", State.Running);
                return true;
            }
            catch (StaleWriteException)
            {
                return false;
            }
        }));

        Assert.Single(won, true);
    }

    [Fact]
    public async Task OneConnection_WritingAnAtomTwiceAtOnce_IsNeverStale()
    {
        await using ZooKeeperBackend backend = await StorePath.OpenAsync();
        string flow = (await backend.SaveFlowsAsync(1))[0];
        await using (await backend.OpenAsync(flow))
        {
        }

        IConnection connection = ((IFencingBackend)backend).ConnectFenced();
        AtomDetail atom = (await connection.GetFlowDetailsAsync(flow)).First();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connection.UpdateAtomDetailsAsync(atom)));
    }
}
