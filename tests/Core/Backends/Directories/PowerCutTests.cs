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

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PowerCut.TakesAllThatWasNotFlushed)]
    [InlineData(PowerCut.TakesContentsThatWereNotFlushed)]
    [InlineData(PowerCut.TakesNamesThatWereNotFlushed)]
    [InlineData(PowerCut.TakesNothing)]
    public async Task AfterEachSystemCall_TheStoreOpensAgain_WithEveryAcknowledgedCallWhole(PowerCut cut)
    {
        IReadOnlyList<DiskOperation> operations = await RecordAsync();
        Assert.InRange(operations.Count, 200, 1000);

        for (int done = 0; done <= operations.Count; done++)
        {
            string root = _folder.Name("after", $"{done}");
            Disk(operations.Take(done)).After(cut).Materialize(root);
            Assert.Contains(await DumpAsync(root), Allowed(operations, done));
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public async Task AfterEachSystemCallOfARecovery_TheStoreOpensAgain_WithEveryAcknowledgedCallWhole()
    {
        IReadOnlyList<DiskOperation> operations = await RecordAsync();
        int recoveries = 0;
        foreach (int decided in Enumerable.Range(0, operations.Count).Where(index => operations[index].What.EndsWith("to journal", StringComparison.Ordinal)).Select(index => index + 2))
        {
            // The journal's name has just been flushed.
            SimulatedDisk DecidedDisk() => Disk(operations.Take(decided)).After(PowerCut.TakesAllThatWasNotFlushed);
            string root = _folder.Name("first", $"{decided}");
            DecidedDisk().Materialize(root);
            var disk = new RecordingDisk(root);
            await DumpAsync(root, disk);
            for (int done = 0; done <= disk.Operations.Count; done++)
            {
                string again = _folder.Name("second", $"{decided}-{done}");
                SimulatedDisk left = DecidedDisk();
                disk.Operations.Take(done).ToList().ForEach(operation => operation.Do(left));
                left.After(PowerCut.TakesAllThatWasNotFlushed).Materialize(again);
                Assert.Equal(Allowed(operations, decided)[^1], await DumpAsync(again));
            }

            recoveries++;
        }

        Assert.InRange(recoveries, 5, 20);
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

    private static async Task<string> DumpAsync(string root, IDirectoryDisk? disk = null)
    {
        await using var backend = new DirectoryBackend(new DirectoryBackendOptions { Path = root, Durable = false }, disk, time: null);
        IConnection connection = backend.Connect();
        await connection.UpgradeAsync();
        return await StoreDump.OfAsync(connection);
    }

    private async Task<IReadOnlyList<DiskOperation>> RecordAsync()
    {
        var disk = new RecordingDisk(_folder.Root);
        await using DirectoryBackend backend = _folder.Open(disk: disk);
        IConnection connection = backend.Connect();
        await CallAsync(connection.UpgradeAsync());
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book()));
        foreach (State state in new[] { State.Running, State.Success })
        {
            TaskDetail task = SampleRecords.Task();
            task.State = state;
            task.Results = Document.From($"result as {state}");
            await CallAsync(connection.UpdateAtomDetailsAsync(task));
        }

        for (int round = 0; round < 3; round++)
        {
            var flow = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Running };
            flow.Add(new TaskDetail($"late {round}", $"late-{round}"));
            flow.Add(new TaskDetail($"late, too {round}", $"a/late {round}"));
            await CallAsync(connection.UpdateFlowDetailsAsync(flow));
        }

        await CallAsync(connection.UpdateFlowDetailsAsync(new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Success }));
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book("other ")));
        await CallAsync(connection.DestroyLogBookAsync(SampleRecords.Book().Uuid));
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book()));
        await CallAsync(connection.ClearAllAsync());
        await CallAsync(connection.SaveLogBookAsync(SampleRecords.Book("last ")));
        return disk.Operations;

        async Task CallAsync(Task call)
        {
            await call;
            disk.Acknowledge(await StoreDump.OfAsync(connection));
        }
    }
}
