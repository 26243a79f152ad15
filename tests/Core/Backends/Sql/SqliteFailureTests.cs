using Microsoft.Data.Sqlite;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteFailureTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnyCall_PathIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(_folder.File);
        await using SqliteBackend backend = _folder.Open();

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "is a folder");
        await AssertFailsAsync(() => backend.Connect().GetLogBookAsync("b"), "is a folder");
    }

    [Fact]
    public async Task Upgrade_FolderThatCannotBeMade_SaysSo()
    {
        await File.WriteAllTextAsync(_folder.File, "a file");
        await using var backend = new SqliteBackend(new SqliteBackendOptions { Path = Path.Combine(_folder.File, "flows.db") });

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "cannot be created");
    }

    [Fact]
    public async Task AnyCall_NotADatabase_SaysSoAndLeavesItAlone()
    {
        string text = string.Concat(Enumerable.Repeat("These are somebody's notes. ", 500));
        await File.WriteAllTextAsync(_folder.File, text);
        await using SqliteBackend backend = _folder.Open();

        await AssertFailsAsync(() => backend.Connect().UpgradeAsync(), "not a SQLite database");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(new LogBook("b")), "not a SQLite database");

        Assert.Equal(text, await File.ReadAllTextAsync(_folder.File));
    }

    [Fact]
    public async Task AnyCall_DamagedFile_SaysSo()
    {
        await using (SqliteBackend writer = await _folder.OpenUpgradedAsync())
        {
            await writer.Connect().SaveLogBookAsync(LargeBook("b"));
        }

        await using (FileStream file = File.OpenWrite(_folder.File))
        {
            // All but the first page, which holds the schema.
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        await using SqliteBackend backend = _folder.Open();
        await AssertFailsAsync(() => backend.Connect().ValidateAsync(), "is damaged");
        await AssertFailsAsync(() => backend.Connect().GetLogBookAsync("b"), "is damaged");
        await AssertFailsAsync(() => backend.Connect().SaveLogBookAsync(new LogBook("c")), "is damaged");
    }

    [Fact]
    public async Task Write_ReadOnlyFile_SaysSoAndTheNextGoodCallWorks()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();

        // What SQLite answers for a file that it may only read; permissions mean nothing to a test that root runs.
        await backend.Writer.WriteAsync(
            session =>
            {
                session.Execute("PRAGMA query_only = ON");
                return true;
            },
            together: false);
        await AssertFailsAsync(() => connection.SaveLogBookAsync(new LogBook("lost", "lost")), "is read-only");
        await connection.SaveLogBookAsync(new LogBook("kept", "kept"));

        Assert.Equal(["kept"], _folder.Query("SELECT uuid FROM logbooks"));
    }

    [Fact]
    public async Task Write_AnotherProcessHoldsTheLock_FailsAfterTheTimeoutAndTheNextGoodCallWorks()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync(TimeSpan.FromMilliseconds(50));
        IConnection connection = backend.Connect();
        using (SqliteConnection other = _folder.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            await AssertFailsAsync(() => connection.SaveLogBookAsync(new LogBook("lost", "lost")), "is locked: another process");
            await AssertFailsAsync(() => connection.ValidateAsync(), "is locked: another process");
            await foreach (LogBook book in connection.GetLogBooksAsync())
            {
                Assert.Fail($"{book.Name} was not saved.");
            }
        }

        await connection.SaveLogBookAsync(new LogBook("kept", "kept"));
        Assert.Equal(["kept"], _folder.Query("SELECT uuid FROM logbooks"));
    }

    [Fact]
    public async Task Writes_AllOfATransactionFail_HaveAnErrorEach()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync(TimeSpan.FromMilliseconds(50));
        Task[] calls;
        using (SqliteConnection other = _folder.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            calls = [.. Enumerable.Range(0, 10).Select(i => backend.Connect().SaveLogBookAsync(new LogBook($"book {i}")))];
            await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        StorageFailureException[] errors = [.. calls.Select(call => Assert.IsType<StorageFailureException>(call.Exception!.InnerException))];
        Assert.Equal(errors.Length, errors.Distinct<Exception>(ReferenceEqualityComparer.Instance).Count());
        Assert.All(errors, error => Assert.Contains("is locked: another process", error.Message));
        Assert.All(errors, error => Assert.False(error.OutcomeUnknown));
    }

    [Fact]
    public async Task Writes_ToAFileThatBecameNewer_SayThatToEach()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync(TimeSpan.FromMilliseconds(50));
        _folder.Execute("PRAGMA user_version = 99");

        Task[] calls = [.. Enumerable.Range(0, 10).Select(i => backend.Connect().SaveLogBookAsync(new LogBook($"book {i}")))];
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        Exception[] errors = [.. calls.Select(call => Assert.IsType<IncompatibleVersionException>(call.Exception!.InnerException))];
        Assert.Equal(errors.Length, errors.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task Write_AnotherProcessLetsTheLockGo_Succeeds()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        await using SqliteBackend impatient = _folder.Open(TimeSpan.FromMilliseconds(50));
        Task save;
        using (SqliteConnection other = _folder.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            save = backend.Connect().SaveLogBookAsync(new LogBook("b", "b"));
            await AssertFailsAsync(() => impatient.Connect().SaveLogBookAsync(new LogBook("other")), "is locked: another process");
            Assert.False(save.IsCompleted);
        }

        await save;
        Assert.Equal(["b"], _folder.Query("SELECT uuid FROM logbooks"));
    }

    [Fact]
    public async Task Write_DiskIsFull_FailsForWhatDoesNotFitAndWorksOnceThereIsRoom()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(new LogBook("first", "first"));
        await LimitPagesAsync(backend, 20);

        Task[] calls;
        using (SqliteConnection other = _folder.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            calls =
            [
                connection.SaveLogBookAsync(new LogBook("a", "a")),
                connection.SaveLogBookAsync(LargeBook("large")),
                connection.SaveLogBookAsync(new LogBook("c", "c")),
            ];
        }

        await calls[0];
        var error = await AssertFailsAsync(() => calls[1], "the disk is full");
        Assert.False(error.OutcomeUnknown);
        await calls[2];
        Assert.Equal(["a", "c", "first"], _folder.Query("SELECT uuid FROM logbooks ORDER BY uuid"));
        Assert.Equal(["0"], _folder.Query("SELECT count(*) FROM flowdetails"));

        await LimitPagesAsync(backend, 1_000_000);
        await connection.SaveLogBookAsync(LargeBook("large"));
        Assert.Equal(["1"], _folder.Query("SELECT count(*) FROM flowdetails"));
    }

    [Fact]
    public async Task Read_StoredValueIsNotJson_NamesTheColumn()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        _folder.Execute("INSERT INTO logbooks (uuid, name, meta) VALUES ('b', 'b', '{\"a\": oops}')");

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => backend.Connect().GetLogBookAsync("b"));

        Assert.Contains("'meta'", error.Message);
        Assert.Contains(_folder.File, error.Message);
    }

    private static LogBook LargeBook(string uuid)
    {
        var flow = new FlowDetail("flow", uuid + "-flow");
        flow.Add(new TaskDetail("task", uuid + "-task") { Results = Document.From(new string('x', 1_000_000)) });
        return new LogBook("book", uuid) { flow };
    }

    private static Task LimitPagesAsync(SqliteBackend backend, int pages) => backend.Writer.WriteAsync(
        session => session.Number($"PRAGMA max_page_count = {pages}"), together: false);

    private async Task<StorageFailureException> AssertFailsAsync(Func<Task> call, string cause)
    {
        var error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.Contains(_folder.File, error.Message);
        Assert.Contains(cause, error.Message);
        return error;
    }
}
