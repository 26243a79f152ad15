using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What keeps a directory from doing its work is one typed error that names it, and the next good call works.</summary>
public sealed class DirectoryFailureTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnyCall_BeforeUpgrade_SaysWhatToDo()
    {
        await using DirectoryBackend backend = _folder.Open();

        await AssertRefusedAsync(() => backend.Connect().ValidateAsync(), "UpgradeAsync");
        await AssertRefusedAsync(() => backend.Connect().GetLogBookAsync("b"), "UpgradeAsync");
        await AssertRefusedAsync(() => backend.Connect().SaveLogBookAsync(SampleRecords.Book()), "UpgradeAsync");
        Assert.False(Directory.Exists(_folder.Root));
    }

    [Fact]
    public async Task AnyCall_WhereAFileIs_SaysThatItIsAFile()
    {
        File.WriteAllText(_folder.Root, "mine");
        await using DirectoryBackend backend = _folder.Open();

        await AssertRefusedAsync(() => backend.Connect().UpgradeAsync(), "is a file");
        await AssertRefusedAsync(() => backend.Connect().GetLogBookAsync("b"), "is a file");
        Assert.Equal("mine", File.ReadAllText(_folder.Root));
    }

    [Fact]
    public async Task AnyCall_OnAFolderThatWasMovedAway_FailsUntilItIsBack()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        Directory.Move(_folder.Root, _folder.Name("elsewhere"));

        await AssertRefusedAsync(() => connection.UpdateAtomDetailsAsync(SampleRecords.Task()), "moved");
        await AssertRefusedAsync(() => connection.GetLogBookAsync("book-1"), "moved");
        Assert.False(Directory.Exists(_folder.Root));
        Directory.Move(_folder.Name("elsewhere"), _folder.Root);

        await connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        Assert.Equal(2, (await connection.GetLogBookAsync("book-1")).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": \"cut o")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\": \"OTHER_DETAIL\", \"atom\": {\"name\": \"a\", \"uuid\": \"task-1\"}}")]
    public async Task AnItem_ThatIsDamaged_IsNamedAndTheOthersAreRead(string contents)
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        await backend.DisposeAsync();
        string file = _folder.Name("store", "atom_details", "task-1", "metadata");
        File.WriteAllText(file, contents);
        await using DirectoryBackend reader = _folder.Open();
        IConnection connection = reader.Connect();

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => connection.GetAtomDetailsAsync("task-1"),
            () => connection.GetFlowDetailsAsync("flow-1"),
            () => connection.UpdateAtomDetailsAsync(SampleRecords.Task()),
        })
        {
            var error = await Assert.ThrowsAsync<InvalidFormatException>(call);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("retry", (await connection.GetAtomDetailsAsync("retry-1")).Name);
        Assert.Equal(contents, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    public async Task ALog_ThatIsNone_IsNamedAndNothingIsDone(string contents)
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        string file = _folder.Name("store", "log");
        File.WriteAllText(file, contents);

        foreach (Func<Task> call in new Func<Task>[]
        {
            () => backend.Connect().GetLogBookAsync("b"),
            () => backend.Connect().SaveLogBookAsync(SampleRecords.Book()),
        })
        {
            var error = await Assert.ThrowsAsync<InvalidFormatException>(call);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(contents, File.ReadAllText(file));
    }

    [Fact]
    public async Task AStore_OfANewerVersion_IsRefused()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        File.WriteAllText(_folder.Name("store", "format"), "2\n");

        await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().UpgradeAsync());
        await Assert.ThrowsAsync<IncompatibleVersionException>(() => backend.Connect().ValidateAsync());
    }

    [Fact]
    public async Task ALock_HeldByAnotherProcess_IsWaitedForAndThenNamed()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(lockTimeout: TimeSpan.FromMilliseconds(50));
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        await backend.Hold.LetGoAsync();
        string file = _folder.Name("store", "lock");
        using (File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await AssertRefusedAsync(() => connection.GetLogBookAsync("book-1"), file);
            await AssertRefusedAsync(() => connection.UpdateAtomDetailsAsync(SampleRecords.Task()), file);
        }

        await connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        await backend.Hold.LetGoAsync();
        using (File.Open(file, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            await connection.GetLogBookAsync("book-1");
            await AssertRefusedAsync(() => connection.UpdateAtomDetailsAsync(SampleRecords.Task()), file);
        }
    }

    [Fact]
    public async Task AUuid_TooLongForAFile_IsRefusedBeforeAnythingIsWritten()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        LogBook book = SampleRecords.Book();
        book.Find("flow-1")!.Add(new TaskDetail("long", new string('n', 256)));

        await AssertRefusedAsync(() => connection.SaveLogBookAsync(book), "nnnn");

        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetLogBookAsync("book-1"));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetAtomDetailsAsync(new string('n', 256)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADiskThatIsFull_AtAnyOperation_LeavesTheCallWholeOrUndone(bool durable)
    {
        var disk = new FailingDisk();
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk, pace: StoreFolder.Still, durable: durable);
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        int failures = 0;
        bool succeeded = false;
        for (int left = 0; !succeeded; left++)
        {
            string before = await StoreDump.OfAsync(connection);
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid);
            flow.Add(new TaskDetail("late", $"late-{left}"));
            var later = new TaskDetail("later", $"later-{left}") { Results = Document.From(new string('r', 4000)) };
            flow.Add(later);
            disk.Left = left;
            StorageFailureException? error = null;
            bool isAcknowledged = false;
            try
            {
                // Of those that follow one finds the log full, and so has to bring everything into the files first.
                await connection.UpdateFlowDetailsAsync(flow);
                isAcknowledged = true;
                await connection.UpdateAtomDetailsAsync(later);
                await connection.UpdateAtomDetailsAsync(later);
                await backend.Hold.LetGoAsync();
                await connection.UpdateFlowDetailsAsync(flow);
                succeeded = true;
            }
            catch (StorageFailureException failure)
            {
                error = failure;
                failures++;
                Assert.Contains("full", error.Message, StringComparison.Ordinal);
                Assert.Contains(_folder.Root, error.Message, StringComparison.Ordinal);
            }

            disk.Left = -1;
            string[] late = [.. (await connection.GetFlowDetailsAsync(flow.Uuid)).Select(atom => atom.Uuid).Where(uuid => uuid.StartsWith("late", StringComparison.Ordinal) && uuid.EndsWith($"-{left}", StringComparison.Ordinal))];
            if (isAcknowledged || (error!.OutcomeUnknown && late.Length > 0))
            {
                Assert.Equal([$"late-{left}", $"later-{left}"], late);
            }
            else
            {
                Assert.Equal(before, await StoreDump.OfAsync(connection));
            }

            await using DirectoryBackend reader = _folder.Open();
            await backend.Hold.LetGoAsync();
            Assert.Equal(await StoreDump.OfAsync(connection), await StoreDump.OfAsync(reader.Connect()));
            await backend.Hold.LetGoAsync();
        }

        Assert.InRange(failures, 15, 200);
    }

    [Theory]
    [InlineData(13, "may not be used by this process")]
    [InlineData(30, "read-only file system")]
    public async Task AFolder_ThatMayNotBeWritten_IsReadAndRefusesToBeChanged(int systemError, string reason)
    {
        await using (DirectoryBackend maker = await _folder.OpenUpgradedAsync())
        {
            await maker.Connect().SaveLogBookAsync(SampleRecords.Book());
        }

        var disk = new FailingDisk { Error = systemError, RefusesToWrite = true };
        await using DirectoryBackend backend = _folder.Open(disk: disk);
        IConnection connection = backend.Connect();
        string before = await StoreDump.OfAsync(connection);

        await AssertRefusedAsync(() => connection.UpdateAtomDetailsAsync(SampleRecords.Task()), reason);
        await AssertRefusedAsync(() => connection.ClearAllAsync(), reason);
        await AssertRefusedAsync(() => connection.ValidateAsync(), reason);

        Assert.Equal(before, await StoreDump.OfAsync(connection));
        disk.RefusesToWrite = false;
        await connection.UpdateAtomDetailsAsync(SampleRecords.Task());
        Assert.Equal(before, await StoreDump.OfAsync(connection));
    }

    [Theory]
    [InlineData(37)]
    [InlineData(95)]
    public async Task AFileSystem_WithoutLocks_IsRefusedAndNothingIsWritten(int systemError)
    {
        var disk = new FailingDisk { Error = systemError, FailsToLock = true };
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk);
        disk.Left = 0;

        await AssertRefusedAsync(() => backend.Connect().SaveLogBookAsync(SampleRecords.Book()), "without locks");
        await AssertRefusedAsync(() => backend.Connect().GetLogBookAsync("book-1"), "without locks");

        disk.Left = -1;
        Assert.Equal("", await StoreDump.OfAsync(backend.Connect()));
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
    }

    [Fact]
    public async Task AFolder_ThatWasReplacedWhileItWasHeld_LeavesItsCallsInTheOneThatWasMovedAway()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(pace: StoreFolder.Still);
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        Directory.Move(_folder.Root, _folder.Name("elsewhere"));
        await using (DirectoryBackend other = await _folder.OpenUpgradedAsync())
        {
            await other.Connect().SaveLogBookAsync(SampleRecords.Book("other "));
        }

        string there = await DumpAsync();
        await backend.Hold.LetGoAsync();

        Assert.Equal(there, await DumpAsync());
        Directory.Delete(_folder.Root, recursive: true);
        Directory.Move(_folder.Name("elsewhere"), _folder.Root);
        Assert.Equal("book-1", (await backend.Connect().GetLogBookAsync("book-1")).Uuid);
    }

    private async Task<string> DumpAsync()
    {
        await using DirectoryBackend backend = _folder.Open();
        return await StoreDump.OfAsync(backend.Connect());
    }

    private static async Task AssertRefusedAsync(Func<Task> call, string culprit)
    {
        var error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
        Assert.False(error.OutcomeUnknown);
    }
}
