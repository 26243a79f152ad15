using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>
/// Calls that write several records, cut short after each of them: a reader sees all that is new or nothing, and repeating the call
/// completes it.
/// </summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class InterruptedSaveTests(FaultyCluster cluster) : IAsyncLifetime
{
    private IConnection Connection => cluster.OfClient.Backend.Connect();

    private IConnection Reader => cluster.OfSilo(1).Backend.Connect();

    public Task InitializeAsync()
    {
        cluster.Storage.Heal();
        return Connection.ClearAllAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SaveLogBook_CutShortAnywhere_ShowsNothingAndIsCompletedByRepeating()
    {
        int interruptions = await ForEachInterruptionAsync(
            prepare: _ => Task.CompletedTask,
            call: prefix => Connection.SaveLogBookAsync(SampleRecords.Book(prefix)),
            interrupted: async prefix =>
            {
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetLogBookAsync(prefix + SampleRecords.BookUuid));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync(prefix + SampleRecords.FirstFlowUuid));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(prefix + SampleRecords.TaskUuid));
                Assert.DoesNotContain(prefix, await StoreDump.OfAsync(Reader), StringComparison.Ordinal);
            },
            completed: async prefix => Assert.Contains(Dump(SampleRecords.Book(prefix)), await StoreDump.OfAsync(Reader), StringComparison.Ordinal));

        // Three atoms, two flows, the logbook and its place in the catalogue.
        Assert.Equal(7, interruptions);
    }

    [Fact]
    public async Task SaveLogBook_CutShortThenSavedWithLess_HoldsNothingOfTheFirst()
    {
        cluster.Storage.WritesLeft = 6;
        await Assert.ThrowsAnyAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(SampleRecords.Book()));
        cluster.Storage.Heal();

        var book = new LogBook("another", SampleRecords.BookUuid);
        var flow = new FlowDetail("another flow", SampleRecords.FirstFlowUuid);
        flow.Add(new RetryDetail("another atom", SampleRecords.TaskUuid));
        book.Add(flow);
        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await StoreDump.OfAsync(Reader));
    }

    [Fact]
    public async Task SaveLogBook_CutShort_ShowsNoAtomThatWasThereBeforeAndDestroyed()
    {
        await Connection.SaveLogBookAsync(SampleRecords.Book());
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(SampleRecords.SecondFlowUuid);
        string uuid = await storage.EnsureAtomAsync(AtomDeclaration.Task("unwritten"));
        await cluster.Cluster.Client.GetGrain<IAtomDetailGrain>(GrainKeys.Of(uuid)).ReadAsync(SampleRecords.SecondFlowUuid);
        await Connection.DestroyLogBookAsync(SampleRecords.BookUuid);

        var book = new LogBook("another");
        var flow = new FlowDetail("another flow", "another flow");
        flow.Add(new TaskDetail("again", uuid));
        book.Add(flow);
        cluster.Storage.WritesLeft = 2;
        await Assert.ThrowsAsync<StorageFailureException>(() => Connection.SaveLogBookAsync(book));
        cluster.Storage.Heal();

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(uuid));
    }

    [Fact]
    public async Task SaveLogBook_WithAFlowMore_CutShortAnywhere_ShowsItWholeOrNotAtAll()
    {
        await ForEachInterruptionAsync(
            prepare: prefix => Connection.SaveLogBookAsync(SampleRecords.Book(prefix)),
            call: prefix => Connection.SaveLogBookAsync(More(prefix)),
            interrupted: async prefix =>
            {
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync(prefix + "more"));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(prefix + "atom"));
                Assert.Equal(2, (await Reader.GetLogBookAsync(prefix + SampleRecords.BookUuid)).Count);
            },
            completed: async prefix => Assert.Single(await Reader.GetFlowDetailsAsync(prefix + "more")));

        static LogBook More(string prefix)
        {
            var book = new LogBook("book", prefix + SampleRecords.BookUuid);
            var flow = new FlowDetail("more", prefix + "more");
            flow.Add(new TaskDetail("atom", prefix + "atom"));
            book.Add(flow);
            return book;
        }
    }

    [Fact]
    public async Task UpdateFlowDetails_WithNewAtoms_CutShortAnywhere_ShowsAllOfThemOrNone()
    {
        await ForEachInterruptionAsync(
            prepare: prefix => Connection.SaveLogBookAsync(SampleRecords.Book(prefix)),
            call: prefix => Connection.UpdateFlowDetailsAsync(WithNewAtoms(prefix)),
            interrupted: async prefix =>
            {
                FlowDetail flow = await Reader.GetFlowDetailsAsync(prefix + SampleRecords.SecondFlowUuid);
                Assert.Null(flow.State);
                Assert.Equal([prefix + SampleRecords.LastTaskUuid], flow.Select(atom => atom.Uuid));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(prefix + "new-1"));
                await Assert.ThrowsAsync<NotFoundException>(() => Connection.UpdateAtomDetailsAsync(new TaskDetail("new 1", prefix + "new-1")));
            },
            completed: async prefix => Assert.Equal(4, (await Reader.GetFlowDetailsAsync(prefix + SampleRecords.SecondFlowUuid)).Count));

        static FlowDetail WithNewAtoms(string prefix)
        {
            var flow = new FlowDetail("second flow", prefix + SampleRecords.SecondFlowUuid) { State = State.Running };
            for (int number = 1; number <= 3; number++)
            {
                flow.Add(new TaskDetail($"new {number}", $"{prefix}new-{number}") { State = State.Pending });
            }

            return flow;
        }
    }

    [Fact]
    public async Task DestroyLogBook_CutShortAnywhere_ShowsAllOfItOrNothingAndLeavesNothing()
    {
        int empty = cluster.Storage.Count;

        await ForEachInterruptionAsync(
            prepare: prefix => Connection.SaveLogBookAsync(SampleRecords.Book(prefix)),
            call: prefix => Connection.DestroyLogBookAsync(prefix + SampleRecords.BookUuid),
            interrupted: async prefix =>
            {
                string dump = await StoreDump.OfAsync(Reader);
                if (dump.Contains(prefix, StringComparison.Ordinal))
                {
                    Assert.Contains(Dump(SampleRecords.Book(prefix)), dump, StringComparison.Ordinal);
                    return;
                }

                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetLogBookAsync(prefix + SampleRecords.BookUuid));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync(prefix + SampleRecords.FirstFlowUuid));
                await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync(prefix + SampleRecords.SecondFlowUuid));
            },
            completed: prefix => Assert.ThrowsAsync<NotFoundException>(() => Reader.GetLogBookAsync(prefix + SampleRecords.BookUuid)));

        // What is left are the parts of the catalogue, which list nothing.
        Assert.InRange(cluster.Storage.Count, empty, GrainKeys.CatalogueShards);
    }

    private static string Dump(LogBook book)
    {
        // The times are those of the book that was saved; all the rest can be compared.
        string dump = StoreDump.Of(book);
        return dump[dump.IndexOf("  flow", StringComparison.Ordinal)..];
    }

    /// <summary>Makes a call fail at its first write, its second and so on, until it needs no more of them.</summary>
    /// <returns>How often it was cut short.</returns>
    private async Task<int> ForEachInterruptionAsync(
        Func<string, Task> prepare, Func<string, Task> call, Func<string, Task> interrupted, Func<string, Task> completed)
    {
        for (int writes = 0; ; writes++)
        {
            string prefix = $"cut-{writes}-";
            await prepare(prefix);
            cluster.Storage.WritesLeft = writes;
            bool failed = await FailsAsync(() => call(prefix));
            cluster.Storage.Heal();
            if (!failed)
            {
                await completed(prefix);
                return writes;
            }

            await interrupted(prefix);
            await cluster.ForgetAsync();
            await interrupted(prefix);

            await call(prefix);
            await completed(prefix);
        }
    }

    private static async Task<bool> FailsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (StorageFailureException error)
        {
            Assert.False(error.OutcomeUnknown);
            return true;
        }
    }
}
