using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Who owns a flow in the tables may write it; who owned it before may not, whatever he knows and whatever the other has done.</summary>
public abstract class OwnedFlowTests(IDatabaseKind kind) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.FirstFlowUuid;

    private string _database = null!;
    private IBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _database = await kind.CreateAsync();
        _backend = kind.Embedded(_database);
        await _backend.Connect().UpgradeAsync();
        await _backend.Connect().SaveLogBookAsync(SampleRecords.Book());
    }

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task Take_UnknownFlow_IsNotFound() => await Assert.ThrowsAsync<NotFoundException>(() => _backend.TakeAsync("nobody's"));

    [Fact]
    public async Task UpdateAtomDetails_AfterAnotherHasTakenTheFlow_IsStaleAndWritesNothing()
    {
        IConnection former = await _backend.TakeAsync(FlowUuid);
        AtomDetail atom = await former.GetAtomDetailsAsync(SampleRecords.TaskUuid);
        await _backend.TakeAsync(FlowUuid);
        string before = await StoredAsync();
        atom.State = State.Success;

        await Assert.ThrowsAsync<StaleWriteException>(() => former.UpdateAtomDetailsAsync(atom));

        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task UpdateAtomDetails_OfAnAtomNeverReadAfterAnotherHasTakenTheFlow_IsStale()
    {
        IConnection former = await _backend.TakeAsync(FlowUuid);
        await _backend.TakeAsync(FlowUuid);

        await Assert.ThrowsAsync<StaleWriteException>(() => former.UpdateAtomDetailsAsync(SampleRecords.Task()));
    }

    [Fact]
    public async Task UpdateFlowDetails_AfterAnotherHasTakenTheFlow_IsStaleAndAddsNoAtom()
    {
        IConnection former = await _backend.TakeAsync(FlowUuid);
        FlowDetail flow = await former.GetFlowDetailsAsync(FlowUuid, lazy: true);
        await _backend.TakeAsync(FlowUuid);
        string before = await StoredAsync();
        flow.State = State.Success;
        await Assert.ThrowsAsync<StaleWriteException>(() => former.UpdateFlowDetailsAsync(flow));
        flow.Add(new TaskDetail("new", "new"));

        await Assert.ThrowsAsync<StaleWriteException>(() => former.UpdateFlowDetailsAsync(flow));

        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Write_OfTheOneWhoTookItLast_IsMade()
    {
        await _backend.TakeAsync(FlowUuid);
        IConnection connection = await _backend.TakeAsync(FlowUuid);
        FlowDetail flow = await connection.GetFlowDetailsAsync(FlowUuid);
        flow.State = State.Success;
        flow.Add(new TaskDetail("new", "new"));
        await connection.UpdateFlowDetailsAsync(flow);
        AtomDetail atom = await connection.GetAtomDetailsAsync(SampleRecords.TaskUuid);
        atom.State = State.Success;

        await connection.UpdateAtomDetailsAsync(atom);

        FlowDetail stored = await _backend.Connect().GetFlowDetailsAsync(FlowUuid);
        Assert.Equal(State.Success, stored.State);
        Assert.Equal(State.Success, stored.Find(SampleRecords.TaskUuid)!.State);
        Assert.NotNull(stored.Find("new"));
    }

    [Fact]
    public async Task Write_AfterTheFlowWasDestroyedAndMadeAgain_DoesNotPassForItsOwners()
    {
        IConnection former = await _backend.TakeAsync(FlowUuid);
        await _backend.Connect().DestroyLogBookAsync(SampleRecords.BookUuid);
        await _backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        await _backend.TakeAsync(FlowUuid);

        await Assert.ThrowsAsync<StaleWriteException>(() => former.UpdateAtomDetailsAsync(SampleRecords.Task()));
    }

    [Fact]
    public async Task Take_ByManyAtOnce_LeavesOneOwner()
    {
        IConnection[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _backend.TakeAsync(FlowUuid)));

        bool[] written = await Task.WhenAll(taken.Select(connection => WrittenAsync(connection, SampleRecords.Task())));

        Assert.Single(written, made => made);
    }

    [Fact]
    public async Task Write_RacingWithSomebodyWhoTakesTheFlow_IsSeenByHimOrRefused()
    {
        for (int round = 0; round < 60; round++)
        {
            IConnection former = await _backend.TakeAsync(FlowUuid);
            var task = (TaskDetail)await former.GetAtomDetailsAsync(SampleRecords.TaskUuid);
            task.Results = Document.From($"round {round}");

            Task<bool> write = WrittenAsync(former, task);
            IConnection next = await _backend.TakeAsync(FlowUuid);
            AtomDetail seen = await next.GetAtomDetailsAsync(SampleRecords.TaskUuid);

            Assert.Equal(await write, seen.LastResults.Equals(task.Results));
        }
    }

    private static async Task<bool> WrittenAsync(IConnection connection, TaskDetail task)
    {
        try
        {
            await connection.UpdateAtomDetailsAsync(task);
            return true;
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    private async Task<string> StoredAsync() => StoreDump.Of(await _backend.Connect().GetFlowDetailsAsync(FlowUuid));
}
