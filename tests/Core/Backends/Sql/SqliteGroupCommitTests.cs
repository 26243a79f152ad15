using Microsoft.Data.Sqlite;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteGroupCommitTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_WhileOneWaits_ShareTheNextTransaction()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        await backend.Connect().SaveLogBookAsync(new LogBook("before"));
        int before = SqliteLog.CountCommits(_folder.File);

        await WhileLockedAsync(backend, () => [.. Enumerable.Range(0, 50).Select(i => backend.Connect().SaveLogBookAsync(new LogBook($"book {i}")))]);

        Assert.Equal(["51"], _folder.Query("SELECT count(*) FROM logbooks"));
        Assert.InRange(SqliteLog.CountCommits(_folder.File) - before, 1, 2);
    }

    [Fact]
    public async Task Writes_SomeOfATransactionFail_LeaveTheOthersUnharmed()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        var started = new FlowDetail("flow", SampleRecords.SecondFlowUuid) { State = State.Running };
        started.Add(new TaskDetail("new", "new"));
        var misplaced = new FlowDetail("flow", SampleRecords.FirstFlowUuid) { State = State.Failure };
        misplaced.Add(new TaskDetail("added before the one at fault", "added"));
        misplaced.Add(new TaskDetail("later", SampleRecords.LastTaskUuid));

        Task[] calls = await WhileLockedAsync(
            backend,
            () =>
            [
                connection.UpdateFlowDetailsAsync(started),
                connection.UpdateAtomDetailsAsync(new TaskDetail("none", "none")),
                connection.UpdateAtomDetailsAsync(new RetryDetail("task", SampleRecords.TaskUuid)),
                connection.UpdateFlowDetailsAsync(misplaced),
                connection.DestroyLogBookAsync("none"),
                connection.DestroyLogBookAsync("half a pair \ud800"),
                connection.UpdateAtomDetailsAsync(new TaskDetail("later", SampleRecords.LastTaskUuid) { State = State.Success }),
            ]);

        Assert.Equal(
            [
                null, typeof(NotFoundException), typeof(AtomKindException), typeof(DuplicateException), typeof(NotFoundException),
                typeof(InvalidFormatException), null,
            ],
            calls.Select(call => call.Exception?.InnerException?.GetType()));
        Assert.Equal(["first flow|RUNNING", "second flow|RUNNING"], _folder.Query("SELECT name, state FROM flowdetails ORDER BY uuid"));
        Assert.Equal(
            ["new|NULL", "retry-1|RETRYING", "task-1|REVERTED", "task-2|SUCCESS"],
            _folder.Query("SELECT uuid, state FROM atomdetails ORDER BY uuid"));
    }

    [Fact]
    public async Task Writes_OfOneRecord_AreAppliedInTheOrderOfTheCalls()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());

        await WhileLockedAsync(
            backend,
            () => [.. Enumerable.Range(0, 20).Select(i => connection.UpdateAtomDetailsAsync(new TaskDetail("task", SampleRecords.TaskUuid) { Results = Document.From(i) }))]);

        Assert.Equal(["19"], _folder.Query("SELECT results FROM atomdetails WHERE uuid = 'task-1'"));
    }

    [Fact]
    public async Task Write_ObjectChangedAfterTheCall_StoresWhatItWas()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        var task = new TaskDetail("task", SampleRecords.TaskUuid) { State = State.Running };

        await WhileLockedAsync(
            backend,
            () =>
            {
                Task call = connection.UpdateAtomDetailsAsync(task);
                task.State = State.Failure;
                return [call];
            });

        Assert.Equal(["RUNNING"], _folder.Query("SELECT state FROM atomdetails WHERE uuid = 'task-1'"));
    }

    [Fact]
    public async Task Write_CancelledBefore_ChangesNothing()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => backend.Connect().SaveLogBookAsync(new LogBook("b"), new CancellationToken(canceled: true)));

        Assert.Empty(_folder.Query("SELECT uuid FROM logbooks"));
    }

    [Fact]
    public async Task Write_CancelledOnceItWaits_IsDoneAndSaysSo()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        using var cancellation = new CancellationTokenSource();

        Task[] calls = await WhileLockedAsync(
            backend,
            () =>
            {
                Task call = backend.Connect().SaveLogBookAsync(new LogBook("b", "b"), cancellation.Token);
                cancellation.Cancel();
                return [call];
            });

        Assert.True(calls[0].IsCompletedSuccessfully);
        Assert.Equal(["b"], _folder.Query("SELECT uuid FROM logbooks"));
    }

    [Fact]
    public async Task Dispose_WhileWritesWait_AnswersThemFirst()
    {
        SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        Task? closing = null;

        Task[] calls = await WhileLockedAsync(
            backend,
            () =>
            {
                Task[] calls = [.. Enumerable.Range(0, 10).Select(i => connection.SaveLogBookAsync(new LogBook($"book {i}")))];
                closing = backend.DisposeAsync().AsTask();
                Assert.False(closing.IsCompleted);
                return calls;
            });

        await closing!;
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(["10"], _folder.Query("SELECT count(*) FROM logbooks"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.SaveLogBookAsync(new LogBook("late")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.GetLogBookAsync("late"));
        Assert.Throws<ObjectDisposedException>(backend.Connect);
        Assert.False(File.Exists(_folder.File + "-wal"));
    }

    [Fact]
    public async Task Writes_MoreThanTheLogIsToHold_AreCopiedIntoTheDatabase()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());

        // Each writes 250 pages and more.
        for (int i = 0; i < 40; i++)
        {
            await connection.UpdateAtomDetailsAsync(
                new TaskDetail("task", SampleRecords.TaskUuid) { Results = Document.From(new string((char)('a' + (i % 26)), 1_000_000)) });
        }

        Assert.InRange(new FileInfo(_folder.File + "-wal").Length, 1, 10_000_000);
    }

    /// <summary>Makes calls while another program keeps them from writing, and waits until they have all ended, well or not.</summary>
    private async Task<Task[]> WhileLockedAsync(SqliteBackend backend, Func<Task[]> call)
    {
        Task[] calls;
        Task first;
        using (SqliteConnection other = _folder.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            // Occupies the writer, so that what follows waits together.
            first = backend.Writer.WriteAsync(_ => true, together: false);
            calls = call();
        }

        await first;
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        return calls;
    }
}
