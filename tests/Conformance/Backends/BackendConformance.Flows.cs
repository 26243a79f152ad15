using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Flow details.</content>
public abstract partial class BackendConformance
{
    [Fact]
    public async Task UpdateFlowDetails_OfAKnownOne_ReplacesAllButNameAndKeepsItsAtoms()
    {
        LogBook book = await SaveSampleAsync();
        var changed = new FlowDetail("renamed", SampleRecords.FirstFlowUuid) { State = State.Suspending, Meta = SampleRecords.Meta(("new", 1)) };

        FlowDetail returned = await Connection.UpdateFlowDetailsAsync(changed);

        FlowDetail stored = await Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid);
        Assert.Equal("first flow", stored.Name);
        Assert.Equal(State.Suspending, stored.State);
        Assert.Equal(changed.Meta, stored.Meta);
        Assert.Equal(stored.ToDocument(), returned.ToDocument());
        Assert.Equal(book.Find(stored.Uuid)!.Select(StoreDump.Of), stored.Select(StoreDump.Of));
    }

    [Fact]
    public async Task UpdateFlowDetails_ToNoStateAndNoMetadata_ClearsThem()
    {
        await SaveSampleAsync();

        await Connection.UpdateFlowDetailsAsync(new FlowDetail("first flow", SampleRecords.FirstFlowUuid));

        FlowDetail stored = await Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid);
        Assert.Null(stored.State);
        Assert.Empty(stored.Meta);
    }

    [Fact]
    public async Task UpdateFlowDetails_WithAtoms_SavesKnownAndAddsNewOnes()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid);
        flow.Add(new TaskDetail("new", "new-1") { State = State.Pending, Version = "3" });
        flow.Add(new TaskDetail("task", SampleRecords.TaskUuid) { State = State.Success, Results = Document.From(5) });

        FlowDetail returned = await Connection.UpdateFlowDetailsAsync(flow);

        FlowDetail stored = await Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid);
        Assert.Equal([SampleRecords.TaskUuid, SampleRecords.RetryUuid, "new-1"], stored.Select(atom => atom.Uuid));
        Assert.Equal(StoreDump.Of(flow.Find("new-1")!), StoreDump.Of(stored.Find("new-1")!));
        Assert.Equal(Document.From(5), stored.Find(SampleRecords.TaskUuid)!.LastResults);
        Assert.All(flow, atom => Assert.Equal(StoreDump.Of(stored.Find(atom.Uuid)!), StoreDump.Of(returned.Find(atom.Uuid)!)));
    }

    [Fact]
    public async Task UpdateFlowDetails_WithManyAtoms_KeepsTheirOrder()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("second flow", SampleRecords.SecondFlowUuid);
        string[] uuids = [.. Enumerable.Range(0, 200).Select(number => $"{(number * 7919) % 200:000}")];
        foreach (string uuid in uuids)
        {
            flow.Add(new TaskDetail("atom " + uuid, uuid));
        }

        await Connection.UpdateFlowDetailsAsync(flow);

        string[] expected = [SampleRecords.LastTaskUuid, .. uuids];
        Assert.Equal(expected, (await Reader.GetFlowDetailsAsync(flow.Uuid)).Select(atom => atom.Uuid));
        Assert.Equal(expected, (await ListAsync(Reader.GetAtomsForFlowAsync(flow.Uuid))).Select(atom => atom.Uuid));
    }

    [Fact]
    public async Task UpdateFlowDetails_OfAnUnknownOne_IsNotFoundAndStoresNothing()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("stray", "no-such-flow");
        flow.Add(new TaskDetail("stray atom", "stray-1"));

        await AssertRefusedAsync<NotFoundException>(() => Connection.UpdateFlowDetailsAsync(flow), "no-such-flow");

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync("no-such-flow"));
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("stray-1"));
    }

    [Fact]
    public async Task UpdateFlowDetails_WithAnAtomOfTheOtherKind_StoresNothingOfIt()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Failure };
        flow.Add(new TaskDetail("fine", "fine-1"));
        flow.Add(new TaskDetail("retry", SampleRecords.RetryUuid));

        await AssertRefusedAsync<AtomKindException>(() => Connection.UpdateFlowDetailsAsync(flow), "retry");

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("fine-1"));
    }

    [Fact]
    public async Task GetFlowDetails_OfAnUnknownOne_IsNotFoundAndNamesIt()
    {
        await SaveSampleAsync();
        await AssertRefusedAsync<NotFoundException>(() => Connection.GetFlowDetailsAsync("no-such-flow"), "no-such-flow");
    }

    [Fact]
    public async Task GetFlowDetails_Lazily_LeavesItsAtomsOut()
    {
        LogBook book = await SaveSampleAsync();

        FlowDetail lazy = await Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid, lazy: true);

        Assert.Empty(lazy);
        Assert.Equal(book.Find(lazy.Uuid)!.ToDocument(), lazy.ToDocument());
    }

    [Fact]
    public async Task GetFlowsForBook_OfAKnownOne_GivesItsFlowsInOrder()
    {
        LogBook book = await SaveSampleAsync();
        await SaveSampleAsync("other ");

        List<FlowDetail> whole = await ListAsync(Reader.GetFlowsForBookAsync(book.Uuid));
        List<FlowDetail> lazy = await ListAsync(Reader.GetFlowsForBookAsync(book.Uuid, lazy: true));

        Assert.Equal(book.Select(StoreDump.Of), whole.Select(StoreDump.Of));
        Assert.Equal(book.Select(flow => flow.Uuid), lazy.Select(flow => flow.Uuid));
        Assert.All(lazy, Assert.Empty);
    }

    [Fact]
    public async Task ContentsOf_AnUnknownBookOrFlow_AreNone()
    {
        await SaveSampleAsync();

        Assert.Empty(await ListAsync(Reader.GetFlowsForBookAsync("no-such-book")));
        Assert.Empty(await ListAsync(Reader.GetAtomsForFlowAsync("no-such-flow")));
    }
}
