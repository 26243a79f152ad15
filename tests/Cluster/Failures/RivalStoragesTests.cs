using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>
/// Two storages of one flow that do not know of each other, as two activations during a partition: of two writes of one record one wins,
/// and the loser hears of it, reads again, and goes on.
/// </summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class RivalStoragesTests(FaultyCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    private IFlowStorage _ours = null!;
    private FlowStorage _rival = null!;

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        _ours = await cluster.OfClient.OpenAsync(FlowUuid);
        await _ours.EnsureAtomsAsync([AtomDeclaration.Task("known", "value")]);
        _rival = await OpenRivalAsync();
        await _rival.EnsureAtomsAsync([AtomDeclaration.Task("known", "value")]);
    }

    public async Task DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _rival.DisposeAsync();
    }

    [Theory]
    [InlineData("later")]
    [InlineData("known")]
    public async Task Save_OfTheSameAtom_OneWinsAndTheOtherReadsAgain(string atom)
    {
        await _rival.SaveAsync(atom, "rival's");

        await Assert.ThrowsAsync<StaleWriteException>(() => _ours.SaveAsync(atom, "ours"));

        Assert.Equal("rival's", await _ours.GetExecuteResultAsync<string>(atom));
        Assert.Equal("rival's", await StoredAsync(atom));
        await _ours.SaveAsync(atom, "ours, knowing");
        Assert.Equal("ours, knowing", await StoredAsync(atom));
    }

    [Fact]
    public async Task Save_OfAtomsOfTheirOwn_BothArrive()
    {
        await _rival.SaveAsync("later", "rival's");
        await _ours.SaveAsync("known", "ours");

        Assert.Equal("rival's", await StoredAsync("later"));
        Assert.Equal("ours", await StoredAsync("known"));
    }

    [Fact]
    public async Task EnsureAtoms_OfTheSameName_LeavesOneAtom()
    {
        string theirs = await _rival.EnsureAtomAsync(AtomDeclaration.Task("new"));

        await Assert.ThrowsAsync<StaleWriteException>(() => _ours.EnsureAtomAsync(AtomDeclaration.Task("new")));

        Assert.Equal(theirs, await _ours.EnsureAtomAsync(AtomDeclaration.Task("new")));
        Assert.Single(await cluster.OfClient.Backend.Connect().GetFlowDetailsAsync(FlowUuid), atom => atom.Name == "new");
    }

    [Fact]
    public async Task ChangeFlowState_FromTheSameState_OneWins()
    {
        Assert.True((await _rival.ChangeFlowStateAsync(State.Running)).Changed);

        await Assert.ThrowsAsync<StaleWriteException>(() => _ours.ChangeFlowStateAsync(State.Running));

        Assert.Equal(State.Running, await _ours.GetFlowStateAsync());
        Assert.False((await _ours.ChangeFlowStateAsync(State.Running)).Changed);
    }

    [Fact]
    public async Task Save_OfAnAtomNotReadAgainSinceTheFlowWas_IsStillRefused()
    {
        await _rival.SaveAsync("known", "rival's");
        await _rival.SetFlowStateAsync(State.Running);

        // Losing the flow's record makes our storage read the whole flow; what it knows of the atom stays old all the same.
        await Assert.ThrowsAsync<StaleWriteException>(() => _ours.SetFlowStateAsync(State.Running));
        Assert.Equal(State.Running, await _ours.GetFlowStateAsync());

        await Assert.ThrowsAsync<StaleWriteException>(() => _ours.SaveAsync("known", "ours"));
        Assert.Equal("rival's", await StoredAsync("known"));
    }

    [Fact]
    public async Task Save_OfBothOverAndOver_NoAcknowledgedWriteIsLostUnnoticed()
    {
        int[] won = await Task.WhenAll(CountAsync(_ours), CountAsync(_rival));

        await _ours.DisposeAsync();
        _ours = await cluster.OfClient.OpenAsync(FlowUuid);
        Assert.Equal(won.Sum(), await _ours.GetExecuteResultAsync<int>("known"));

        static async Task<int> CountAsync(IFlowStorage storage)
        {
            int won = 0;
            for (int round = 0; round < 50; round++)
            {
                try
                {
                    int seen = await storage.GetAtomStateAsync("known") == State.Success ? await storage.GetExecuteResultAsync<int>("known") : 0;
                    await storage.SaveAsync("known", seen + 1);
                    won++;
                }
                catch (StaleWriteException)
                {
                }
            }

            return won;
        }
    }

    [Fact]
    public async Task UpdateAtomDetails_SentAgainAfterALostAnswer_IsAcknowledgedAndSentWithOtherContentIsStale()
    {
        string uuid = await _ours.GetAtomUuidAsync("known");
        var grain = cluster.Cluster.Client.GetGrain<IAtomDetailGrain>(GrainKeys.Of(uuid));
        var write = new AtomWrite
        {
            Detail = new TaskDetail("known", uuid) { Results = Document.From("once") },
            FlowUuid = FlowUuid,
            ExpectedRevision = 0,
            Writer = "writer",
        };

        AtomReceipt first = await grain.UpdateAsync(write);
        AtomReceipt again = await grain.UpdateAsync(write);

        Assert.Equal(1, first.Revision);
        Assert.Equal(first, again);
        await Assert.ThrowsAsync<StaleWriteException>(async () =>
            await grain.UpdateAsync(write with { Detail = new TaskDetail("known", uuid) { Results = Document.From("twice") } }));
        await Assert.ThrowsAsync<StaleWriteException>(async () => await grain.UpdateAsync(write with { Writer = "another" }));
    }

    [Fact]
    public async Task EnsureAtoms_SentAgainAfterALostAnswer_IsAcknowledged()
    {
        var grain = cluster.Cluster.Client.GetGrain<IFlowDetailGrain>(GrainKeys.Of(FlowUuid));
        FlowSnapshot flow = await grain.ReadAsync();
        FlowDetail changed = flow.Flow.Copy();
        changed.Add(new TaskDetail("new", "new-1") { State = State.Pending });
        var write = new FlowWrite { Flow = changed, ListOnly = true, ExpectedRevision = flow.Revision, Writer = "writer" };

        FlowReceipt first = await grain.UpdateAsync(write);
        FlowReceipt again = await grain.UpdateAsync(write);

        Assert.Equal(first.Revision, again.Revision);
        Assert.Equal(first.Atoms.Single(), again.Atoms.Single());
        await Assert.ThrowsAsync<StaleWriteException>(async () => await grain.UpdateAsync(write with { Writer = "another" }));
        changed.Add(new TaskDetail("newer", "new-2") { State = State.Pending });
        await Assert.ThrowsAsync<StaleWriteException>(async () => await grain.UpdateAsync(write with { Flow = changed.Copy() }));
    }

    [Fact]
    public async Task UpdateFlowDetails_SentAgainAfterALostAnswer_KnowsItsAtomsUnlessSomebodyElseHasWrittenThem()
    {
        var grain = cluster.Cluster.Client.GetGrain<IFlowDetailGrain>(GrainKeys.Of(FlowUuid));
        FlowSnapshot flow = await grain.ReadAsync();
        FlowDetail changed = flow.Flow.Copy();
        changed.Add(new TaskDetail("new", "new-1") { Results = Document.From("once") });
        var write = new FlowWrite { Flow = changed, ListOnly = true, ExpectedRevision = flow.Revision, Writer = "writer" };

        FlowReceipt first = await grain.UpdateAsync(write);
        FlowReceipt again = await grain.UpdateAsync(write);
        await cluster.OfClient.Backend.Connect().UpdateAtomDetailsAsync(new TaskDetail("new", "new-1") { Results = Document.From("rival's") });
        FlowReceipt later = await grain.UpdateAsync(write);

        Assert.Equal((1, 1), (first.Atoms.Single().Revision, again.Atoms.Single().Revision));
        Assert.Equal(0, later.Atoms.Single().Revision);
    }

    private Task<FlowStorage> OpenRivalAsync() =>
        FlowStorage.OpenAsync(new FencedClusterBackend(cluster.Cluster.Client, MessageLimit.Default), FlowUuid, new FlowStorageOptions { AttemptDelay = TimeSpan.Zero });

    private async Task<string?> StoredAsync(string atom)
    {
        FlowDetail flow = await cluster.OfClient.Backend.Connect().GetFlowDetailsAsync(FlowUuid);
        return flow.Single(detail => detail.Name == atom).LastResults.To<string>();
    }
}
