using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>
/// Activations that do not know what another one wrote during a partition: what that acknowledged is not taken for what a save left
/// behind that was cut short.
/// </summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class OutdatedActivationsTests(FaultyCluster cluster) : IAsyncLifetime
{
    private IConnection Connection => cluster.OfClient.Backend.Connect();

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        await Connection.ClearAllAsync();
        await Connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SaveLogBook_ThatDoesNotKnowAFlow_KeepsItsAtoms()
    {
        var present = cluster.Storage.Exchange("logbook", SampleRecords.BookUuid);
        await Connection.SaveLogBookAsync(BookWith(Flow("new", "atom of new")));
        await MakeOutdatedAsync("logbook", SampleRecords.BookUuid, present, () => Connection.GetLogBookAsync(SampleRecords.BookUuid, lazy: true));

        await RepeatedAsync(() => Connection.SaveLogBookAsync(BookWith(Flow("new", "another"))));

        await cluster.ForgetAsync();
        Assert.Equal(["atom of new", "another"], (await Connection.GetFlowDetailsAsync("new")).Select(atom => atom.Uuid));
    }

    [Fact]
    public async Task SaveLogBook_WithAFlowThatDoesNotKnowAnAtom_KeepsWhatIsStoredOfIt()
    {
        var present = cluster.Storage.Exchange("flow", SampleRecords.SecondFlowUuid);
        FlowDetail flow = Flow(SampleRecords.SecondFlowUuid, "new");
        await Connection.UpdateFlowDetailsAsync(flow);
        await MakeOutdatedAsync("flow", SampleRecords.SecondFlowUuid, present, () => Connection.GetFlowDetailsAsync(SampleRecords.SecondFlowUuid, lazy: true));
        flow.Single().State = State.Failure;

        await Assert.ThrowsAnyAsync<TaskFlowException>(() => Connection.UpdateFlowDetailsAsync(flow));

        await cluster.ForgetAsync();
        Assert.Equal(State.Pending, (await Connection.GetAtomDetailsAsync("new")).State);
    }

    [Fact]
    public async Task SaveFlow_SaidNotToBeListed_KeepsTheAtomsOfOneThatIs()
    {
        var grain = cluster.Cluster.Client.GetGrain<IFlowRecordGrain>(GrainKeys.Of(SampleRecords.SecondFlowUuid));
        var write = new FlowWrite { Flow = Flow(SampleRecords.SecondFlowUuid, "new"), ListOnly = false };

        await grain.SaveAsync(SampleRecords.BookUuid, write, listed: false);

        await cluster.ForgetAsync();
        Assert.Equal(
            [SampleRecords.LastTaskUuid, "new"],
            (await Connection.GetFlowDetailsAsync(SampleRecords.SecondFlowUuid)).Select(atom => atom.Uuid));
    }

    [Fact]
    public async Task SaveAtom_SaidNotToBeListed_KeepsTheNameOfOneThatIs()
    {
        var grain = cluster.Cluster.Client.GetGrain<IAtomRecordGrain>(GrainKeys.Of(SampleRecords.LastTaskUuid));
        await grain.ReadAsync(SampleRecords.SecondFlowUuid);
        var atom = new AtomRecord
        {
            FlowUuid = SampleRecords.SecondFlowUuid,
            Detail = new TaskDetail("another", SampleRecords.LastTaskUuid),
            Revision = 0,
        };

        await grain.SaveAsync(atom, listed: false);

        Assert.Equal("later", (await Connection.GetAtomDetailsAsync(SampleRecords.LastTaskUuid)).Name);
    }

    [Fact]
    public async Task UpdateFlow_ByAWriterWhoKnowsANewerVersion_IsMadeOnThatVersion()
    {
        var grain = cluster.Cluster.Client.GetGrain<IFlowRecordGrain>(GrainKeys.Of(SampleRecords.SecondFlowUuid));
        var older = cluster.Storage.Exchange("flow", SampleRecords.SecondFlowUuid);
        var write = new FlowWrite { Flow = new FlowDetail("flow", SampleRecords.SecondFlowUuid) { State = State.Running }, ListOnly = false };
        FlowReceipt written = await grain.UpdateAsync(write);
        await MakeOutdatedAsync("flow", SampleRecords.SecondFlowUuid, older, () => grain.ReadAsync().AsTask());

        FlowReceipt next = await grain.UpdateAsync(write with { ExpectedRevision = written.Revision, Writer = "w" });

        Assert.Equal(written.Revision + 1, next.Revision);
    }

    [Fact]
    public async Task UpdateAtom_ByAWriterWhoKnowsANewerVersion_IsMadeOnThatVersion()
    {
        var grain = cluster.Cluster.Client.GetGrain<IAtomRecordGrain>(GrainKeys.Of(SampleRecords.LastTaskUuid));
        var older = cluster.Storage.Exchange("atom", SampleRecords.LastTaskUuid);
        var write = new AtomWrite { Detail = new TaskDetail("later", SampleRecords.LastTaskUuid) { State = State.Running }, FlowUuid = SampleRecords.SecondFlowUuid };
        AtomReceipt written = await grain.UpdateAsync(write);
        await MakeOutdatedAsync("atom", SampleRecords.LastTaskUuid, older, () => grain.ReadAsync(SampleRecords.SecondFlowUuid).AsTask());

        AtomReceipt next = await grain.UpdateAsync(write with { ExpectedRevision = written.Revision, Writer = "w" });

        Assert.Equal(written.Revision + 1, next.Revision);
    }

    /// <summary>Brings an activation up on an older version of its record, and puts the present one back behind its back.</summary>
    private async Task MakeOutdatedAsync(
        string state, string uuid, (string? ETag, ReadOnlyMemory<byte> Payload) older, Func<Task> activate)
    {
        await cluster.ForgetAsync();
        var present = cluster.Storage.Exchange(state, uuid, older);
        await activate();
        cluster.Storage.Exchange(state, uuid, present);
    }

    private static async Task RepeatedAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (TaskFlowException)
        {
            await call();
        }
    }

    private static LogBook BookWith(FlowDetail flow)
    {
        var book = new LogBook("book", SampleRecords.BookUuid);
        book.Add(flow);
        return book;
    }

    private static FlowDetail Flow(string uuid, string atomUuid)
    {
        var flow = new FlowDetail("flow", uuid);
        flow.Add(new TaskDetail("atom", atomUuid) { State = State.Pending });
        return flow;
    }
}
