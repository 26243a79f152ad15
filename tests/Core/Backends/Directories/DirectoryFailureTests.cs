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

    [Fact]
    public async Task AJournal_ThatIsDamaged_IsNamedAndNothingIsDone()
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync();
        File.WriteAllText(_folder.Name("store", "journal"), "Clear\tbooks\t\t0\n");

        var error = await Assert.ThrowsAsync<InvalidFormatException>(() => backend.Connect().GetLogBookAsync("b"));

        Assert.Contains(_folder.Name("store", "journal"), error.Message, StringComparison.Ordinal);
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
        string file = _folder.Name("store", "lock");
        using (File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await AssertRefusedAsync(() => connection.GetLogBookAsync("book-1"), file);
            await AssertRefusedAsync(() => connection.UpdateAtomDetailsAsync(SampleRecords.Task()), file);
        }

        await connection.UpdateAtomDetailsAsync(SampleRecords.Task());
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

    [Fact]
    public async Task ADiskThatIsFull_AtAnyOperation_LeavesTheCallWholeOrUndone()
    {
        var disk = new FailingDisk();
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk);
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        int failures = 0;
        bool succeeded = false;
        for (int left = 0; !succeeded; left++)
        {
            string before = await StoreDump.OfAsync(connection);
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid);
            flow.Add(new TaskDetail("late", $"late-{left}"));
            flow.Add(new TaskDetail("later", $"later-{left}"));
            disk.Left = left;
            StorageFailureException? error = null;
            try
            {
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
            string[] late = [.. (await connection.GetFlowDetailsAsync(flow.Uuid)).Select(atom => atom.Uuid).Where(uuid => uuid.EndsWith($"-{left}", StringComparison.Ordinal))];
            if (error is { OutcomeUnknown: false })
            {
                Assert.Equal(before, await StoreDump.OfAsync(connection));
            }
            else
            {
                Assert.Equal([$"late-{left}", $"later-{left}"], late);
            }
        }

        Assert.InRange(failures, 10, 100);
    }

    private static async Task AssertRefusedAsync(Func<Task> call, string culprit)
    {
        var error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
        Assert.False(error.OutcomeUnknown);
    }
}
