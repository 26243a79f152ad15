using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What a caller hears of a write that the store did not simply make, and what he finds afterwards.</summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class FailedWriteTests(FaultyCluster cluster) : IAsyncLifetime
{
    private IConnection Connection => cluster.OfClient.Backend.Connect();

    private IConnection Reader => cluster.OfSilo(1).Backend.Connect();

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        await Connection.ClearAllAsync();
        await Connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task UpdateAtomDetails_OnAFullDisk_SaysThatNothingWasWrittenAndShowsIt()
    {
        cluster.Storage.WritesLeft = 0;

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.UpdateAtomDetailsAsync(Changed()));

        Assert.False(error.OutcomeUnknown);
        Assert.Contains("'task'", error.Message, StringComparison.Ordinal);
        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);

        cluster.Storage.Heal();
        await Connection.UpdateAtomDetailsAsync(Changed());
        Assert.Equal(State.Running, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Fact]
    public async Task UpdateAtomDetails_WrittenButReportedAsFailed_IsAcknowledged()
    {
        cluster.Storage.LosesAnswers = true;

        await Connection.UpdateAtomDetailsAsync(Changed());

        cluster.Storage.Heal();
        Assert.Equal(State.Running, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
        await Connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        Assert.Equal(State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UpdateAtomDetails_ToAStoreThatIsGone_SaysThatTheOutcomeIsUnknownAndReadsItBeforeTheNextUse(bool written)
    {
        await Connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        cluster.Storage.LosesAnswers = written;
        cluster.Storage.WritesLeft = written ? null : 0;
        cluster.Storage.Readable = false;

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.UpdateAtomDetailsAsync(Changed()));

        Assert.True(error.OutcomeUnknown);
        Assert.Contains("may or may not", error.Message, StringComparison.Ordinal);
        var unread = await Assert.ThrowsAsync<StorageFailureException>(() => Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid));
        Assert.False(unread.OutcomeUnknown);

        cluster.Storage.Heal();
        Assert.Equal(written ? State.Running : State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Fact]
    public async Task AnyCall_ToARecordThatCannotBeRead_SaysSoAndThatNothingWasWritten()
    {
        await cluster.ForgetAsync();
        cluster.Storage.Readable = false;

        var read = await Assert.ThrowsAsync<StorageFailureException>(() => Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid));
        var written = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.UpdateAtomDetailsAsync(Changed()));

        Assert.Equal((false, false), (read.OutcomeUnknown, written.OutcomeUnknown));
        Assert.EndsWith("The store cannot be read.", written.Message, StringComparison.Ordinal);
        cluster.Storage.Heal();
        Assert.Equal(State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Fact]
    public async Task UpdateAtomDetails_AfterSomebodyElseWroteTheRow_IsStaleOnceAndThenWorks()
    {
        await Connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        cluster.Storage.Touch("atom", SampleRecords.TaskUuid);

        await Assert.ThrowsAsync<StaleWriteException>(() => Connection.UpdateAtomDetailsAsync(Changed()));

        Assert.Equal(State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
        await Connection.UpdateAtomDetailsAsync(Changed());
        Assert.Equal(State.Running, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Fact]
    public async Task SaveLogBook_OfFlowsThatAreThere_CutShort_SaysThatPartsMayBeSavedAndIsCompletedByRepeating()
    {
        LogBook changed = SampleRecords.Book();
        foreach (AtomDetail atom in changed.SelectMany(flow => flow))
        {
            atom.State = State.Ignore;
        }

        cluster.Storage.WritesLeft = 2;
        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(changed));
        cluster.Storage.Heal();

        Assert.True(error.OutcomeUnknown);
        Assert.Contains("in part", error.Message, StringComparison.Ordinal);
        await Connection.SaveLogBookAsync(changed);
        Assert.Equal(StoreDump.Of(changed), await StoreDump.OfAsync(Reader));
    }

    [Fact]
    public async Task SaveLogBook_OfFlowsThatAreThere_OneOfThemRefused_SaysThatTheOthersMayBeSaved()
    {
        var flow = new FlowDetail("second flow", SampleRecords.SecondFlowUuid);
        flow.Add(new RetryDetail("later", SampleRecords.LastTaskUuid));
        var book = new LogBook("book", SampleRecords.BookUuid);
        book.Add(SampleRecords.Book().First());
        book.Add(flow);

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(book));

        Assert.True(error.OutcomeUnknown);
        Assert.Contains("in part", error.Message, StringComparison.Ordinal);
        Assert.Contains("is a Task and cannot be saved as a Retry", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveLogBook_OfFlowsThatAreThere_NothingWritten_SaysThatNothingWasWritten()
    {
        cluster.Storage.WritesLeft = 0;

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(SampleRecords.Book()));

        Assert.False(error.OutcomeUnknown);
        Assert.Contains("was not written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateFlowDetails_AfterSomebodyElseWroteItsRow_SaysThatItsAtomsMayBeSavedAndWorksWhenRepeated()
    {
        FlowDetail changed = SampleRecords.Book().Single(flow => flow.Uuid == SampleRecords.SecondFlowUuid);
        changed.State = State.Running;
        changed.Single().State = State.Running;
        cluster.Storage.Touch("flow", changed.Uuid);

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.UpdateFlowDetailsAsync(changed));

        Assert.True(error.OutcomeUnknown);
        Assert.Contains("in part", error.Message, StringComparison.Ordinal);
        await Connection.UpdateFlowDetailsAsync(changed);
        FlowDetail stored = await Reader.GetFlowDetailsAsync(changed.Uuid);
        Assert.Equal((State.Running, State.Running), (stored.State, stored.Single().State));
    }

    [Fact]
    public async Task SaveLogBook_WrittenWithoutAnAnswer_ShowsItsNewFlowOnceAndSavesItOnce()
    {
        var more = new LogBook("book", SampleRecords.BookUuid);
        more.Add(new FlowDetail("more", "more"));
        cluster.Storage.BreaksAfter = "logbook";
        await Assert.ThrowsAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(more));
        cluster.Storage.Heal();

        Assert.Equal("more", (await Reader.GetFlowDetailsAsync("more")).Name);
        await Connection.SaveLogBookAsync(more);
        Assert.Equal(3, await Reader.GetFlowsForBookAsync(SampleRecords.BookUuid).CountAsync());
    }

    [Fact]
    public async Task UpdateAtomDetails_WithoutAnAnswerInTime_SaysThatTheOutcomeIsUnknown()
    {
        // A server may still make what it was given, after it was asked what is there.
        cluster.Storage.WritesLeft = 0;
        cluster.Storage.Refusal = new IOException("The command failed.", new TimeoutException("No answer in 30 seconds."));

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.UpdateAtomDetailsAsync(Changed()));

        Assert.True(error.OutcomeUnknown);
        Assert.Contains("The command failed", error.Message, StringComparison.Ordinal);
        Assert.Equal(State.Reverted, (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).State);
    }

    [Fact]
    public async Task Save_ThroughAStorage_TriesAgainAfterAFailure()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(SampleRecords.SecondFlowUuid);
        cluster.Storage.WritesLeft = 0;
        await Assert.ThrowsAsync<StorageFailureException>(() => storage.SaveAsync("later", 1));
        Assert.Equal(-3, cluster.Storage.WritesLeft);
        Assert.Equal(State.Pending, await storage.GetAtomStateAsync("later"));

        cluster.Storage.Heal();
        await storage.SaveAsync("later", 2);

        Assert.Equal(Document.From(2), (await Reader.GetAtomDetailsAsync(SampleRecords.LastTaskUuid)).LastResults);
    }

    [Fact]
    public async Task Validate_OfAStoreThatRefusesWrites_IsAStorageFailure()
    {
        await Connection.ValidateAsync();
        cluster.Storage.WritesLeft = 0;

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => Connection.ValidateAsync());

        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
    }

    private static TaskDetail Changed()
    {
        TaskDetail task = SampleRecords.Task();
        task.State = State.Running;
        return task;
    }
}
