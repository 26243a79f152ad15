using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>A flow is in one logbook, and an atom in one flow.</content>
public abstract partial class BackendConformance
{
    [Fact]
    public async Task SaveLogBook_WithAFlowOfAnotherLogBook_IsADuplicateAndChangesNothing()
    {
        LogBook book = await SaveSampleAsync();
        var other = new LogBook("other", "other-book") { new FlowDetail("fine", "fine-flow") };
        other.Add(new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Failure });

        await AssertRefusedAsync<DuplicateException>(
            () => Connection.SaveLogBookAsync(other), SampleRecords.FirstFlowUuid, book.Uuid, "other-book");

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync("fine-flow"));
    }

    [Fact]
    public async Task SaveLogBook_WithAnAtomOfAnotherFlow_IsADuplicateAndChangesNothing()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("other", "other-flow") { new TaskDetail("fine", "fine-1"), SampleRecords.Task() };

        await AssertRefusedAsync<DuplicateException>(
            () => Connection.SaveLogBookAsync(new LogBook("other", "other-book") { flow }),
            SampleRecords.TaskUuid, SampleRecords.FirstFlowUuid, "other-flow");

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync("other-flow"));
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("fine-1"));
    }

    [Fact]
    public async Task UpdateFlowDetails_WithAnAtomOfAnotherFlow_IsADuplicateAndChangesNothing()
    {
        await SaveSampleAsync();
        var flow = new FlowDetail("second flow", SampleRecords.SecondFlowUuid) { State = State.Failure };
        flow.Add(new TaskDetail("fine", "fine-1"));
        flow.Add(SampleRecords.Task());

        await AssertRefusedAsync<DuplicateException>(
            () => Connection.UpdateFlowDetailsAsync(flow),
            SampleRecords.TaskUuid, SampleRecords.FirstFlowUuid, SampleRecords.SecondFlowUuid);

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("fine-1"));
    }

    [Fact]
    public async Task SaveLogBook_WithAFlowOfADestroyedOne_TakesIt()
    {
        LogBook book = await SaveSampleAsync();
        await Connection.DestroyLogBookAsync(book.Uuid);
        var other = new LogBook("other", "other-book") { new FlowDetail("moved", SampleRecords.FirstFlowUuid) { SampleRecords.Task() } };

        await Connection.SaveLogBookAsync(other);

        Assert.Equal(StoreDump.Of(other), await DumpStoreAsync());
    }
}
