using System.Diagnostics;
using System.Text.Json;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What is in the log of a directory and not in its files is there for everybody, whatever became of the one who wrote it.</summary>
public sealed class DirectoryLogTests : IDisposable
{
    private const int FirstRecord = 4096;

    // Calls append to it once the first log was filed.
    private const string Log = "log-2";

    private readonly StoreFolder _folder = new(inMemory: true);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ALog_ThatIsTornAtAnyByte_HasAllTheRecordsBefore()
    {
        var (ends, dumps) = await WriteAsync();
        byte[] log = File.ReadAllBytes(_folder.Name("store", Log))[..ends[^1]];

        for (int length = FirstRecord; length <= log.Length; length += length < ends[^2] ? 97 : 1)
        {
            Assert.Equal(dumps[ends.Count(end => end <= length)], await DumpOfCopyAsync(log[..length]));
        }
    }

    [Fact]
    public async Task ALog_WithAnyByteOfItsLastRecordChanged_HasAllTheRecordsBefore()
    {
        var (ends, dumps) = await WriteAsync();
        byte[] log = File.ReadAllBytes(_folder.Name("store", Log))[..ends[^1]];

        for (int at = ends[^2]; at < log.Length; at++)
        {
            byte[] changed = [.. log];
            changed[at] ^= 0x10;
            Assert.Equal(dumps[^2], await DumpOfCopyAsync(changed));
        }
    }

    [Fact]
    public async Task AStore_WhoseHolderWasKilled_ShowsItsCallsToTheNextAndInTheFiles()
    {
        var (_, dumps) = await WriteAsync();
        string copy = Copy();
        Assert.Contains("RUNNING", File.ReadAllText(FlowFile(copy)), StringComparison.Ordinal);

        await using (DirectoryBackend next = new(new DirectoryBackendOptions { Path = copy }))
        {
            Assert.Equal(dumps[^1], await StoreDump.OfAsync(next.Connect()));
        }

        Assert.Contains("SUCCESS", File.ReadAllText(FlowFile(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoBackends_ThatWriteInTurn_SeeEachOthersCalls()
    {
        await using DirectoryBackend one = await _folder.OpenUpgradedAsync();
        await using DirectoryBackend other = _folder.Open();
        await one.Connect().SaveLogBookAsync(SampleRecords.Book());
        for (int round = 0; round < 20; round++)
        {
            var (writer, reader) = round % 2 == 0 ? (one, other) : (other, one);
            TaskDetail task = SampleRecords.Task();
            task.Meta = task.Meta.SetItem("round", Document.From(round));
            await writer.Connect().UpdateAtomDetailsAsync(task);
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid);
            flow.Add(new TaskDetail($"task of {round}", $"of-{round}"));
            await writer.Connect().UpdateFlowDetailsAsync(flow);

            FlowDetail found = await reader.Connect().GetFlowDetailsAsync(SampleRecords.FirstFlowUuid);
            Assert.Equal(Document.From(round), found.Find(task.Uuid)!.Meta["round"]);
            Assert.Equal([.. Enumerable.Range(0, round + 1).Select(of => $"of-{of}")], found.Select(atom => atom.Uuid).Skip(2));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ABackend_ThatIsNotCalled_BringsItsCallsIntoTheFilesAndLetsTheFolderGo(bool durable)
    {
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(durable: durable);
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());
        string file = FlowFile(_folder.Root);

        long begun = Stopwatch.GetTimestamp();
        while (!File.Exists(file) && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(10);
        }

        Assert.Equal("first flow", JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("name").GetString());
        await using DirectoryBackend other = _folder.Open(lockTimeout: TimeSpan.FromMinutes(1));
        await other.Connect().ValidateAsync();
    }

    [Fact]
    public async Task Calls_ThatComeWhileTheDiskIsAwaited_ShareTheNextWait()
    {
        using var disk = new HaltingDisk();
        DirectoryPace pace = StoreFolder.Still with { LogSize = 1024 * 1024, LogGrowth = 256 * 1024 };
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk, pace: pace, durable: true);
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        int before = disk.LogFlushes;

        disk.Flushing.Halt();
        Task first = connection.UpdateFlowDetailsAsync(new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Success });
        await disk.Flushing.IsHalted;
        Task[] others = [.. Enumerable.Range(0, 20).Select(_ => connection.UpdateAtomDetailsAsync(SampleRecords.Task()))];
        Task<FlowDetail> read = connection.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid);
        Assert.DoesNotContain(others.Append(first).Append(read), call => call.IsCompleted);
        disk.Flushing.GoOn();
        await Task.WhenAll(others.Append(first));

        Assert.Equal(before + 2, disk.LogFlushes);
        Assert.Equal(State.Success, (await read).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_ThatComeWhileManyItemsAreFiled_AreAnsweredBeforeThatEnds(bool durable)
    {
        using var disk = new HaltingDisk();
        DirectoryPace pace = StoreFolder.Still with { LogSize = 1024 * 1024, LogGrowth = 256 * 1024 };
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk, pace: pace, durable: durable);
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book("doomed "));
        LogBook book = SampleRecords.Book();
        FlowDetail flow = book.Find(SampleRecords.FirstFlowUuid)!;
        for (int number = 0; number < 500; number++)
        {
            flow.Add(new TaskDetail($"task {number}", $"of-many-{number}"));
        }

        await connection.SaveLogBookAsync(book);
        disk.Linking.Halt();
        Task filing = backend.Hold.LetGoAsync().AsTask();
        await disk.Linking.IsHalted;

        TaskDetail task = SampleRecords.Task();
        task.State = State.Success;
        await connection.UpdateAtomDetailsAsync(task);
        flow.Add(new TaskDetail("late", "late"));
        await connection.UpdateFlowDetailsAsync(flow);
        await connection.DestroyLogBookAsync(SampleRecords.Book("doomed ").Uuid);
        string dump = await StoreDump.OfAsync(connection);
        string[] atoms = [.. (await connection.GetFlowDetailsAsync(flow.Uuid)).Select(atom => atom.Uuid)];
        string killed = await DumpOfCopyAsync();
        Assert.False(filing.IsCompleted);
        disk.Linking.GoOn();
        await filing;

        Assert.Equal([.. flow.Select(atom => atom.Uuid)], atoms);
        Assert.DoesNotContain("doomed", dump, StringComparison.Ordinal);
        Assert.Equal(dump, killed);
        Assert.Equal(dump, await DumpOfCopyAsync());
        Assert.Equal(dump, await StoreDump.OfAsync(connection));
    }

    [Fact]
    public async Task Changes_ThatAreMoreThanIsFiled_WaitForThatAndReadersDoNot()
    {
        using var disk = new HaltingDisk();
        await using DirectoryBackend backend = await _folder.OpenUpgradedAsync(disk: disk, pace: StoreFolder.Still with { MostUnfiled = 1 });
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        disk.Linking.Halt();
        TaskDetail task = SampleRecords.Task();
        task.State = State.Running;
        await connection.UpdateAtomDetailsAsync(task);
        await disk.Linking.IsHalted;
        task.State = State.Success;
        Task more = connection.UpdateAtomDetailsAsync(task);

        Assert.Equal(State.Success, (await connection.GetAtomDetailsAsync(task.Uuid)).State);
        Assert.False(more.IsCompleted);
        disk.Linking.GoOn();
        await more;
    }

    /// <summary>A store whose log holds some calls.</summary>
    /// <returns>Where each record ends, and what the store held before them and after each.</returns>
    private async Task<(IReadOnlyList<int> Ends, IReadOnlyList<string> Dumps)> WriteAsync()
    {
        var dumps = new List<string>();

        // Not disposed of: as the process that is killed leaves it.
        DirectoryBackend backend = await _folder.OpenUpgradedAsync(pace: StoreFolder.Still);
        IConnection connection = backend.Connect();
        await connection.SaveLogBookAsync(SampleRecords.Book());
        await backend.Hold.LetGoAsync();
        dumps.Add(await StoreDump.OfAsync(connection));
        foreach (State state in new[] { State.Suspended, State.Running, State.Success })
        {
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = state };
            flow.Add(new TaskDetail($"as {state}", $"{state}"));
            await connection.UpdateFlowDetailsAsync(flow);
            dumps.Add(await StoreDump.OfAsync(connection));
        }

        string file = _folder.Name("store", Log);
        using var log = new DirectoryLog(new DirectoryDisk(durable: false).Open(file, writable: false), file, growth: 0);
        int end = FirstRecord;
        int[] ends = [.. log.Read().Select(record => end += DirectoryLog.RecordHead + record.Length)];
        Assert.Equal(3, ends.Length);
        return (ends, dumps);
    }

    private async Task<string> DumpOfCopyAsync(byte[]? log = null)
    {
        string copy = Copy();
        if (log is not null)
        {
            File.WriteAllBytes(Path.Combine(copy, Log), log);
        }

        await using (var backend = new DirectoryBackend(new DirectoryBackendOptions { Path = copy, Durable = false }, null, null, StoreFolder.Still))
        {
            string dump = await StoreDump.OfAsync(backend.Connect());
            Directory.Delete(copy, recursive: true);
            return dump;
        }
    }

    private string Copy()
    {
        string copy = _folder.Name("copy");
        Copy(new DirectoryInfo(_folder.Root), copy);
        return copy;
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in from.EnumerateFileSystemInfos())
        {
            string place = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(place, target);
            }
            else if (entry is DirectoryInfo folder)
            {
                Copy(folder, place);
            }
            else
            {
                // One that is locked cannot be copied; it is empty.
                File.WriteAllBytes(place, entry.Name == "lock" ? [] : File.ReadAllBytes(entry.FullName));
            }
        }
    }

    private static string FlowFile(string root) => Path.Combine(root, "flow_details", SampleRecords.FirstFlowUuid, "metadata");
}
