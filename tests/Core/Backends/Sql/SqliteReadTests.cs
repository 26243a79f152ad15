using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteReadTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reads_WhileAFlowIsWritten_SeeAllOfACallOrNothing()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        LogBook book = BookAt(0);
        await backend.Connect().SaveLogBookAsync(book);
        using var written = new CancellationTokenSource();

        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            IConnection connection = backend.Connect();
            int reads = 0;
            while (!written.IsCancellationRequested || reads == 0)
            {
                LogBook seen = await connection.GetLogBookAsync("book");
                FlowDetail flow = Assert.Single(seen);
                Assert.Equal(20, flow.Count);
                Document generation = seen.Meta["generation"];
                Assert.Equal(generation, flow.Meta["generation"]);
                Assert.All(flow, atom => Assert.Equal(generation, ((TaskDetail)atom).Results));
                reads++;

                // Or readers would leave no thread to the writer, and to other tests.
                await Task.Delay(1);
            }
        }))];
        for (int generation = 1; generation <= 400; generation++)
        {
            await backend.Connect().SaveLogBookAsync(BookAt(generation));
        }

        await written.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task GetLogBooks_MoreThanAreReadAtOnce_GivesEachOnce()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        await Task.WhenAll(Enumerable.Range(0, 250).Select(i => connection.SaveLogBookAsync(new LogBook($"book {i}", $"{i}"))));

        var uuids = new List<string>();
        await foreach (LogBook book in connection.GetLogBooksAsync())
        {
            uuids.Add(book.Uuid);

            // Changes while it goes on do not disturb it.
            await connection.DestroyLogBookAsync(book.Uuid);
        }

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"{i}").Order(), uuids.Order());
    }

    [Fact]
    public async Task Rows_OfWhatWasSaved_AreAsTheSeedsWriteThem()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();
        IConnection connection = backend.Connect();
        LogBook book = BookAt(1);
        book.CreatedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMicroseconds(6);
        book.UpdatedAt = null;
        await connection.SaveLogBookAsync(book);
        await connection.UpdateAtomDetailsAsync(new TaskDetail("atom 3", "atom 3") { State = State.RevertFailure, Intention = Intention.Revert, Version = "1.0" });

        Assert.Equal(["book|{\"generation\":1}|2026-01-02 03:04:05.000006|NULL"], _folder.Query("SELECT name, meta, created_at, updated_at FROM logbooks"));
        Assert.Equal(
            ["flow|atom 3|TASK_DETAIL|REVERT_FAILURE|REVERT|1.0|{}|NULL|NULL|NULL|NULL"],
            _folder.Query("SELECT parent_uuid, name, atom_type, state, intention, version, meta, results, failure, revert_results, revert_failure FROM atomdetails WHERE uuid = 'atom 3'"));
        Assert.Equal(
            ["1|1"],
            _folder.Query("SELECT created_at GLOB '????-??-?? ??:??:??.??????', updated_at >= created_at FROM atomdetails WHERE uuid = 'atom 3'"));
    }

    [Fact]
    public async Task Texts_WithNul_AreWholeForOtherPrograms()
    {
        await using SqliteBackend backend = await _folder.OpenUpgradedAsync();

        await backend.Connect().SaveLogBookAsync(new LogBook("a\0b", "u\0v"));

        Assert.Equal(["610062|750076|text"], _folder.Query("SELECT hex(name), hex(uuid), typeof(uuid) FROM logbooks"));
        Assert.Equal("a\0b", (await backend.Connect().GetLogBookAsync("u\0v")).Name);
    }

    private static LogBook BookAt(int generation)
    {
        Document value = Document.From(generation);
        var flow = new FlowDetail("flow", "flow");
        flow.Meta = flow.Meta.Add("generation", value);
        for (int i = 0; i < 20; i++)
        {
            flow.Add(new TaskDetail($"atom {i}", $"atom {i}") { Results = value });
        }

        var book = new LogBook("book", "book") { flow };
        book.Meta = book.Meta.Add("generation", value);
        return book;
    }
}
