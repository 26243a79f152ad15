using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>The flow itself, and taking it up again.</content>
public abstract partial class FlowStorageConformance
{
    [Fact]
    public async Task Open_OfAnUnknownFlow_IsNotFoundAndNamesIt() =>
        await AssertRefusedAsync<NotFoundException>(() => First.OpenAsync("no-such-flow"), "no-such-flow");

    [Fact]
    public async Task AnyCall_AfterDispose_IsRefused()
    {
        IFlowStorage storage = await StartAsync(AtomDeclaration.Task("a"));
        await storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.GetAtomStateAsync("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await storage.SetAtomStateAsync("a", State.Running));
    }

    [Fact]
    public async Task TheFlow_TellsNameUuidMetadataAndState()
    {
        IFlowStorage storage = await StartAsync();
        Assert.Equal((FlowName, FlowUuid), (storage.FlowName, storage.FlowUuid));
        Assert.Equal(State.Pending, await storage.GetFlowStateAsync());
        Assert.Null((await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid)).State);

        await storage.UpdateFlowMetadataAsync(Values(("kept", 1), ("replaced", 2)));
        await storage.UpdateFlowMetadataAsync(Values(("replaced", 3)));
        await storage.UpdateFlowMetadataAsync(null);
        await storage.SetFlowStateAsync(State.Suspending);

        await using IFlowStorage reopened = await ReopenAsync(storage);
        Assert.Equal(State.Suspending, await reopened.GetFlowStateAsync());
        Assert.Equal(SampleRecords.Meta(("kept", 1), ("replaced", 3)), await reopened.GetFlowMetadataAsync());
    }

    [Fact]
    public async Task ChangeFlowState_MadeIgnoredOrRefused_StoresOnlyWhatWasMade()
    {
        await using IFlowStorage storage = await StartAsync();

        Assert.Equal(new FlowStateChange(false, State.Pending), await storage.ChangeFlowStateAsync(State.Suspended));
        Assert.Null((await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid)).State);
        InvalidStateException error = await AssertRefusedAsync<InvalidStateException>(
            storage, () => storage.ChangeFlowStateAsync(State.Success), "PENDING", "SUCCESS");
        Assert.Equal((State.Pending, State.Success), (error.From, error.To));
        Assert.Equal(new FlowStateChange(true, State.Pending), await storage.ChangeFlowStateAsync(State.Running));
        Assert.Equal(State.Running, (await Second.Backend.Connect().GetFlowDetailsAsync(FlowUuid)).State);
        Assert.Equal(new FlowStateChange(false, State.Running), await storage.ChangeFlowStateAsync(State.Running));
    }

    [Fact]
    public async Task AFlow_LeftHalfway_IsTakenUpWhereItWas()
    {
        AtomDeclaration[] atoms =
        [
            AtomDeclaration.Retry("again", "attempt"),
            AtomDeclaration.Task("fetch", "page"),
            AtomDeclaration.Task("parse", "rows"),
            AtomDeclaration.Task("store"),
        ];
        IFlowStorage storage = await StartAsync(atoms);
        await storage.ChangeFlowStateAsync(State.Running);
        await storage.InjectAsync(Values(("url", "http://example.org")));
        await storage.SaveAsync("again", 1);
        await storage.SaveAsync("fetch", "<html>");
        await storage.SetAtomStateAsync("parse", State.Running);
        await storage.SetTaskProgressAsync("parse", 0.5);
        await storage.SaveRetryFailureAsync("again", "parse", SampleRecords.Failure("first attempt"));

        await using IFlowStorage reopened = await ReopenAsync(storage);
        await reopened.EnsureAtomsAsync(atoms);

        Assert.Equal(State.Running, await reopened.GetFlowStateAsync());
        Assert.Equal(new FlowStateChange(true, State.Running), await reopened.ChangeFlowStateAsync(State.Resuming));
        Assert.Equal(
            [State.Success, State.Success, State.Running, State.Pending],
            (await reopened.GetAtomsStatesAsync([.. atoms.Select(atom => atom.Name)])).Values.Select(status => status.State!.Value));
        Assert.Equal(0.5, await reopened.GetTaskProgressAsync("parse"));
        var args = await reopened.FetchMappedArgsAsync(
            new Dictionary<string, string> { ["from"] = "url", ["text"] = "page", ["attempt"] = "attempt" }, "parse", [["again", "fetch"]]);
        Assert.Equal(Values(("from", "http://example.org"), ("text", "<html>"), ("attempt", 1)), args);
        await AssertShowsWhatIsStoredAsync(reopened);

        await reopened.SaveAsync("parse", new[] { 1, 2 });
        await reopened.SaveAsync("store", Document.Null);
        Assert.Equal(Document.From(new[] { 1, 2 }), (await StoredAsync("parse")).LastResults);
        await AssertShowsWhatIsStoredAsync(reopened);
    }
}
