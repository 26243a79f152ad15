using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Stores in files on a disk that is full, or that nobody may write to any more: a real one.</summary>
[Trait("Needs", "small-disk")]
public sealed class SmallDiskTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private SmallDisk _disk = null!;

    public static IEnumerable<object[]> Stores => [["sqlite"], ["directory"]];

    public async Task InitializeAsync() => _disk = await SmallDisk.MountAsync(megabytes: 24);

    public async Task DisposeAsync() => await _disk.DisposeAsync();

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Writes_OnADiskThatIsFull_SaySoAndLeaveNothingHalf(string store)
    {
        string before;
        Document large = Document.From(new string('x', 2 * Megabyte));
        await using (IBackend backend = await OpenAsync(store))
        {
            before = await StoreDump.OfAsync(backend.Connect());
            await using FlowStorage storage = await FlowStorage.OpenAsync(backend, SampleRecords.FirstFlowUuid, new FlowStorageOptions { Attempts = 1 });
            string task = SampleRecords.Task().Name;
            await _disk.FillAsync(left: Megabyte);

            await AssertRefusedAsync(() => storage.SaveAsync(task, large), "full", "make room");
            await AssertRefusedAsync(() => backend.Connect().SaveLogBookAsync(Book(large)), "full", "make room");
            Assert.Equal(before, await StoreDump.OfAsync(backend.Connect()));
        }

        await using IBackend reopened = Backends.Fetch(Address(store));
        Assert.Equal(before, await StoreDump.OfAsync(reopened.Connect()));
        _disk.MakeRoom();
        await reopened.Connect().SaveLogBookAsync(Book(large));

        await using IBackend reader = Backends.Fetch(Address(store));
        await reopened.DisposeAsync();
        Assert.Equal(StoreDump.Of(Book(large)), StoreDump.Of(await reader.Connect().GetLogBookAsync("new")));
    }

    [Theory]
    [InlineData("sqlite", false)] // Its readers write, too: they tell each other what they read.
    [InlineData("directory", true)]
    public async Task Writes_WhileTheDiskIsReadOnly_SaySoAndWorkOnceItIsNot(string store, bool canRead)
    {
        IBackend backend = await OpenAsync(store);
        string before = await StoreDump.OfAsync(backend.Connect());
        await backend.DisposeAsync();
        await _disk.SetReadOnlyAsync(true);

        await using (IBackend readOnly = Backends.Fetch(Address(store)))
        {
            await AssertRefusedAsync(() => readOnly.Connect().SaveLogBookAsync(Book(Document.From(1))), "read-only");
            await AssertRefusedAsync(() => readOnly.Connect().ValidateAsync(), "read-only");
            if (canRead)
            {
                Assert.Equal(before, await StoreDump.OfAsync(readOnly.Connect()));
            }
            else
            {
                await AssertRefusedAsync(() => StoreDump.OfAsync(readOnly.Connect()), "read-only");
            }
        }

        await _disk.SetReadOnlyAsync(false);
        await using IBackend again = Backends.Fetch(Address(store));
        Assert.Equal(before, await StoreDump.OfAsync(again.Connect()));
        await again.Connect().SaveLogBookAsync(Book(Document.From(1)));
        Assert.Equal(Document.From(1), (await again.Connect().GetAtomDetailsAsync("large")).LastResults);
    }

    private static LogBook Book(Document large)
    {
        var book = new LogBook("new", "new") { new FlowDetail("flow", "flow") { new TaskDetail("small", "small"), new TaskDetail("large", "large") { Results = large } } };
        // As it was the last time.
        book.CreatedAt = DateTime.UnixEpoch;
        book.UpdatedAt = DateTime.UnixEpoch;
        return book;
    }

    private static async Task AssertRefusedAsync(Func<Task> call, params string[] said)
    {
        var error = await Assert.ThrowsAsync<StorageFailureException>(call);
        Assert.All(said, part => Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase));
        Assert.False(error.OutcomeUnknown);
    }

    private string Address(string store) => store == "sqlite" ? $"sqlite:///{_disk.Path}/flows.db" : $"dir:///{_disk.Path}/flows";

    private async Task<IBackend> OpenAsync(string store)
    {
        IBackend backend = await Backends.OpenAsync(Address(store));
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        return backend;
    }
}
