using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What <see cref="IBackend"/> and <see cref="IConnection"/> promise. What a call did is looked for through a second opening of the
/// store, never in the objects at hand.
/// </summary>
public abstract partial class BackendConformance : StoreSuite
{
    /// <summary>A connection of the first opening.</summary>
    protected IConnection Connection => First.Backend.Connect();

    /// <summary>A connection of the second opening.</summary>
    protected IConnection Reader => Second.Backend.Connect();

    [Fact]
    public async Task Upgrade_OfACurrentStore_KeepsEverything()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());
        string before = await DumpStoreAsync();

        await Connection.UpgradeAsync();

        Assert.Equal(before, await DumpStoreAsync());
    }

    [Fact]
    public async Task Validate_OfAnUpgradedStore_Passes() => await Connection.ValidateAsync();

    [Fact]
    public async Task ClearAll_OfAFilledStore_LeavesItEmptyAndUsable()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());

        await Connection.ClearAllAsync();

        Assert.Equal("", await DumpStoreAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid));
        LogBook again = SampleRecords.Book();
        await Connection.SaveLogBookAsync(again);
        Assert.Equal(StoreDump.Of(again), await DumpStoreAsync());
    }

    [Fact]
    public async Task Connect_AfterDispose_IsRefused()
    {
        await Second.Backend.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(Second.Backend.Connect);
    }

    [Fact]
    public async Task AnyCall_CancelledBefore_ChangesNothing()
    {
        LogBook book = SampleRecords.Book();
        await Connection.SaveLogBookAsync(book);
        string before = await DumpStoreAsync();
        var cancelled = new CancellationToken(canceled: true);
        TaskDetail task = SampleRecords.Task();
        task.State = State.Running;
        var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Failure };

        Func<Task>[] calls =
        [
            () => Connection.SaveLogBookAsync(SampleRecords.Book("other "), cancelled),
            () => Connection.UpdateFlowDetailsAsync(flow, cancelled),
            () => Connection.UpdateAtomDetailsAsync(task, cancelled),
            () => Connection.DestroyLogBookAsync(book.Uuid, cancelled),
            () => Connection.ClearAllAsync(cancelled),
            () => Connection.GetLogBookAsync(book.Uuid, lazy: false, cancelled),
            () => Connection.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid, lazy: false, cancelled),
            () => Connection.GetAtomDetailsAsync(SampleRecords.TaskUuid, cancelled),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.Equal(before, await DumpStoreAsync());
    }

    /// <summary>Saves the sample logbook.</summary>
    protected async Task<LogBook> SaveSampleAsync(string prefix = "")
    {
        LogBook book = SampleRecords.Book(prefix);
        await Connection.SaveLogBookAsync(book);
        return book;
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
