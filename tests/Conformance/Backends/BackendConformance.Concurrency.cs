using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Many callers at once.</content>
public abstract partial class BackendConformance
{
    private const int Callers = 16;
    private const int Rounds = 10;

    [Fact]
    public async Task ManyCallers_UpdatingAtomsOfTheirOwn_AllArrive()
    {
        await Connection.SaveLogBookAsync(BookOfTasks());

        await AtOnceAsync(async (connection, caller) =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                await connection.UpdateAtomDetailsAsync(
                    new TaskDetail($"task {caller}", $"t{caller}") { State = State.Success, Results = Document.From(new[] { caller, round }) });
            }
        });

        FlowDetail stored = await Reader.GetFlowDetailsAsync("f");
        Assert.Equal(
            Enumerable.Range(0, Callers).Select(caller => Document.From(new[] { caller, Rounds - 1 })),
            stored.Select(atom => atom.LastResults));
    }

    [Fact]
    public async Task ManyCallers_AddingAtomsToOneFlow_AllArrive()
    {
        await Connection.SaveLogBookAsync(BookOfTasks());

        await AtOnceAsync(async (connection, caller) =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                var flow = new FlowDetail("flow", "f");
                flow.Add(new TaskDetail($"added {caller} {round}", $"a{caller}-{round}"));
                await connection.UpdateFlowDetailsAsync(flow);
            }
        });

        FlowDetail stored = await Reader.GetFlowDetailsAsync("f");
        Assert.Equal(Callers + (Callers * Rounds), stored.Count);
        for (int caller = 0; caller < Callers; caller++)
        {
            string mine = $"a{caller}-";
            Assert.Equal(
                Enumerable.Range(0, Rounds).Select(round => mine + round),
                stored.Select(atom => atom.Uuid).Where(uuid => uuid.StartsWith(mine, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task ManyCallers_SavingBooksOfTheirOwn_AllArrive()
    {
        await AtOnceAsync((connection, caller) => connection.SaveLogBookAsync(SampleRecords.Book($"{caller:00} ")));

        List<LogBook> stored = await ListAsync(Reader.GetLogBooksAsync());
        Assert.Equal(Callers, stored.Count);
        Assert.All(stored, book => Assert.Equal(3, book.Sum(flow => flow.Count)));
    }

    [Fact]
    public async Task AReader_WhileAtomsAreWritten_SeesAllOfAWriteOrNothing()
    {
        await Connection.SaveLogBookAsync(BookOfTasks());
        using var done = new CancellationTokenSource();

        Task writing = Task.Run(async () =>
        {
            for (int round = 1; round <= 50; round++)
            {
                Document mark = Document.From(round);
                await Connection.UpdateAtomDetailsAsync(
                    new TaskDetail("task 0", "t0") { Results = mark, RevertResults = mark, Meta = SampleRecords.Meta(("mark", mark)) });
                var flow = new FlowDetail("flow", "f");
                flow.Add(new TaskDetail($"left {round}", $"left-{round}"));
                flow.Add(new TaskDetail($"right {round}", $"right-{round}"));
                await Connection.UpdateFlowDetailsAsync(flow);
            }

            await done.CancelAsync();
        });
        while (!done.IsCancellationRequested && !writing.IsFaulted)
        {
            var task = (TaskDetail)await Reader.GetAtomDetailsAsync("t0");
            Assert.Equal(task.Results, task.RevertResults);
            Assert.Equal(task.Results, task.Meta.GetValueOrDefault("mark", Document.Null));
            FlowDetail flow = await Reader.GetFlowDetailsAsync("f");
            Assert.Equal(
                flow.Count(atom => atom.Uuid.StartsWith("left-", StringComparison.Ordinal)),
                flow.Count(atom => atom.Uuid.StartsWith("right-", StringComparison.Ordinal)));
        }

        await writing;
    }

    private static LogBook BookOfTasks()
    {
        var flow = new FlowDetail("flow", "f");
        for (int number = 0; number < Callers; number++)
        {
            flow.Add(new TaskDetail($"task {number}", $"t{number}"));
        }

        var book = new LogBook("book", "b");
        book.Add(flow);
        return book;
    }

    private Task AtOnceAsync(Func<IConnection, int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => work((caller % 2 == 0 ? First : Second).Backend.Connect(), caller))));
}
