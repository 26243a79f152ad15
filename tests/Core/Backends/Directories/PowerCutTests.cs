using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>
/// The power is cut after each system call of a run of calls, and the folder opened again: it holds what the calls that were
/// acknowledged left, or that and all of the call that was under way.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly StoreFolder _folder = new(inMemory: true);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PowerCut.TakesAllThatWasNotFlushed, true)]
    [InlineData(PowerCut.TakesContentsThatWereNotFlushed, true)]
    [InlineData(PowerCut.TakesNamesThatWereNotFlushed, true)]
    [InlineData(PowerCut.TakesSomeOfAllThatWasNotFlushed, true)]
    [InlineData(PowerCut.TakesNothing, true)]
    [InlineData(PowerCut.TakesNothing, false)]
    [InlineData(PowerCut.TakesAllThatWasNotFlushed, true, false)]
    [InlineData(PowerCut.TakesSomeOfAllThatWasNotFlushed, true, false)]
    public async Task AfterEachSystemCall_TheStoreOpensAgain_WithEveryAcknowledgedCallWhole(PowerCut cut, bool durable, bool canFlushAll = true)
    {
        IReadOnlyList<DiskOperation> operations = await RecordAsync(durable, canFlushAll);
        Assert.InRange(operations.Count, 300, 1500);
        Assert.Equal(durable && canFlushAll, operations.Any(operation => operation.What == "flush all"));

        var disk = new SimulatedDisk();
        for (int done = 0; done <= operations.Count; done++)
        {
            AssertAllowed(operations, done, await FoundOnAsync(disk.After(cut, seed: done)));
            operations.ElementAtOrDefault(done)?.Do(disk);
        }
    }

    [Theory]
    [InlineData(PowerCut.TakesAllThatWasNotFlushed)]
    [InlineData(PowerCut.TakesSomeOfAllThatWasNotFlushed)]
    public async Task AfterEachSystemCallOfARecovery_TheStoreOpensAgain_WithEveryAcknowledgedCallWhole(PowerCut cut)
    {
        IReadOnlyList<DiskOperation> operations = await RecordAsync(durable: true, canFlushAll: true);
        int recovered = 0;
        foreach (int acknowledged in Enumerable.Range(0, operations.Count).Where(index => operations[index].Acknowledged is not null))
        {
            SimulatedDisk left = Disk(operations.Take(acknowledged)).After(PowerCut.TakesAllThatWasNotFlushed, seed: 0);
            string root = _folder.Name("first", $"{acknowledged}");
            left.Materialize(root);
            using var disk = new RecordingDisk(root);
            await DumpAsync(root, disk);
            for (int done = 0; done <= disk.Operations.Count; done++)
            {
                Assert.Equal(operations[acknowledged].Acknowledged, await FoundOnAsync(left.After(cut, seed: done)));
                disk.Operations.ElementAtOrDefault(done)?.Do(left);
            }

            recovered += disk.Operations.Count;
        }

        Assert.InRange(recovered, 100, 3000);
    }

    private void AssertAllowed(IReadOnlyList<DiskOperation> operations, int done, string found)
    {
        if (!Allowed(operations, done).Contains(found))
        {
            Assert.Fail($"After operation {done} ({(done == 0 ? "none" : operations[done - 1].What)}) the store of {_folder.Root} holds:\n{found}");
        }
    }

    private static SimulatedDisk Disk(IEnumerable<DiskOperation> operations)
    {
        var disk = new SimulatedDisk();
        foreach (DiskOperation operation in operations)
        {
            operation.Do(disk);
        }

        return disk;
    }

    /// <summary>What the last call that was acknowledged left, and what the next one was to leave.</summary>
    private static string[] Allowed(IReadOnlyList<DiskOperation> operations, int done) =>
    [
        operations.Take(done).LastOrDefault(operation => operation.Acknowledged is not null)?.Acknowledged ?? "",
        operations.Skip(done).FirstOrDefault(operation => operation.Acknowledged is not null)?.Acknowledged
            ?? operations[^1].Acknowledged!,
    ];

    /// <summary>What a store holds that is opened on such a disk; many cuts leave the same one, which is opened once.</summary>
    private async Task<string> FoundOnAsync(SimulatedDisk disk)
    {
        string fingerprint = disk.Fingerprint();
        if (!_found.TryGetValue(fingerprint, out string? found))
        {
            string root = _folder.Name("after", fingerprint);
            disk.Materialize(root);
            _found.Add(fingerprint, found = await DumpAsync(root));
            Directory.Delete(root, recursive: true);
        }

        return found;
    }

    private static async Task<string> DumpAsync(string root, RecordingDisk? disk = null)
    {
        await using var backend = new DirectoryBackend(
            new DirectoryBackendOptions { Path = root, Durable = disk is not null }, disk, time: null, StoreFolder.Still);
        IConnection connection = backend.Connect();
        await connection.UpgradeAsync();
        return await StoreDump.OfAsync(connection);
    }

    private async Task<IReadOnlyList<DiskOperation>> RecordAsync(bool durable, bool canFlushAll)
    {
        using var disk = new RecordingDisk(_folder.Root) { CanFlushAll = canFlushAll };
        await using DirectoryBackend backend = _folder.Open(disk: disk, pace: StoreFolder.Still, durable: durable);
        IConnection connection = backend.Connect();
        await CallAsync(connection.UpgradeAsync());
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book()));
        await CallAsync(SaveResultAsync("before", 10));
        await LetGoAsync();
        for (int round = 0; round < 3; round++)
        {
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Running };
            flow.Add(new TaskDetail($"late {round}", $"late-{round}"));
            flow.Add(new TaskDetail($"late, too {round}", $"a/late {round}"));
            await CallAsync(connection.UpdateFlowDetailsAsync(flow));

            // The log is full in the middle of these, and one is longer than the log.
            await CallAsync(SaveResultAsync($"{round}", 3000));
            await CallAsync(SaveResultAsync($"{round}, too", round == 1 ? 9000 : 3000));
        }

        await CallAsync(connection.UpdateFlowDetailsAsync(new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Success }));
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book("other ")));
        await LetGoAsync();
        await CallAsync(SaveResultAsync("after", 10));

        // While items are filed there are calls on the same ones.
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book("filed ")));
        disk.Linking.Halt();
        Task filing = backend.Hold.LetGoAsync().AsTask();
        await disk.Linking.IsHalted;
        await CallAsync(connection.DestroyLogBookAsync(SampleRecords.Book("filed ").Uuid));
        await CallAsync(SaveResultAsync("meanwhile", 10));
        disk.Linking.GoOn();
        await filing;
        await CallAsync(connection.DestroyLogBookAsync(SampleRecords.Book().Uuid));
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book()));
        await CallAsync(connection.ClearAllAsync());
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book("last ")));
        await LetGoAsync();
        return disk.Operations;

        Task SaveResultAsync(string result, int length)
        {
            TaskDetail task = SampleRecords.Task();
            task.State = State.Success;
            task.Results = Document.From(result + new string('.', length));
            return connection.UpdateAtomDetailsAsync(task);
        }

        async Task CallAsync(Task call)
        {
            await call;
            disk.Acknowledge(await StoreDump.OfAsync(connection));
        }

        async Task LetGoAsync()
        {
            string before = await StoreDump.OfAsync(connection);
            await backend.Hold.LetGoAsync();
            Assert.Equal(before, await StoreDump.OfAsync(connection));
        }
    }
}
