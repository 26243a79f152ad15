using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cli;

public sealed class CopyTests : IDisposable
{
    private readonly Stores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task Copy_BothWays_GivesTheSameStore()
    {
        var timeless = new LogBook("without a time of update", "timeless") { new FlowDetail("flow", "timeless-flow") };
        timeless.UpdatedAt = null;
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "), Stores.LargeBook(), new LogBook("empty", "e"));

        Ran there = await Ran.Async("copy", _stores.Sqlite, _stores.Folder);
        string back = $"sqlite:///{_stores.Name("back.db")}";
        Ran andBack = await Ran.Async("copy", _stores.Folder, back);

        Assert.Equal((0, ""), (there.ExitCode, there.Error));
        Assert.Equal((0, ""), (andBack.ExitCode, andBack.Error));
        string copied = await Stores.DumpAsync(_stores.Sqlite);
        Assert.Equal(copied, await Stores.DumpAsync(_stores.Folder));
        Assert.Equal(copied, await Stores.DumpAsync(back));

        await Stores.FillAsync(_stores.Sqlite, timeless);
        Assert.Equal(0, (await Ran.Async("copy", _stores.Sqlite, _stores.Folder)).ExitCode);
        Assert.Equal(0, (await Ran.Async("copy", _stores.Sqlite, _stores.Folder)).ExitCode);
    }

    [Fact]
    public async Task Copy_Again_FindsAllThereAndWritesNothing()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), Stores.LargeBook());
        await Ran.Async("copy", _stores.Sqlite, _stores.Folder);

        Ran again = await Ran.Async("copy", _stores.Sqlite, _stores.Folder, "--json");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["same", "same"], Outcomes(again));
    }

    [Fact]
    public async Task Copy_OfNamedBooks_CopiesThoseOnly()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), SampleRecords.Book("other "), new LogBook("third", "t"));

        Ran ran = await Ran.Async("copy", _stores.Sqlite, _stores.Folder, "--book", "other book", "--book", "t", "--json");

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(["other book-1", "t"], ran.Json.GetProperty("books").EnumerateArray().Select(book => book.GetProperty("uuid").GetString()));
        Assert.Equal(
            ["uuid", "name", "outcome", "flows", "atoms", "bytes", "problem"],
            ran.Json.GetProperty("books")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Copy_OverABookThatDiffers_LeavesItAndCopiesTheOthers()
    {
        LogBook book = SampleRecords.Book();
        await Stores.FillAsync(_stores.Sqlite, book, new LogBook("other", "other"));
        LogBook changed = SampleRecords.Book().Merge(book);
        changed.Find(SampleRecords.SecondFlowUuid)!.Find(SampleRecords.LastTaskUuid)!.State = State.Success;
        await Stores.FillAsync(_stores.Folder, changed);
        string before = await Stores.DumpAsync(_stores.Folder);

        Ran refused = await Ran.Async("copy", _stores.Sqlite, _stores.Folder, "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(["refused", "copied"], Outcomes(refused));
        Assert.Contains(SampleRecords.LastTaskUuid, refused.Error, StringComparison.Ordinal);
        Assert.Contains("--replace", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith(before, await Stores.DumpAsync(_stores.Folder), StringComparison.Ordinal);

        Ran replaced = await Ran.Async("copy", _stores.Sqlite, _stores.Folder, "--json", "--replace");

        Assert.Equal(0, replaced.ExitCode);
        Assert.Equal(["replaced", "same"], Outcomes(replaced));
        Assert.Equal(await Stores.DumpAsync(_stores.Sqlite), await Stores.DumpAsync(_stores.Folder));
    }

    [Fact]
    public async Task Copy_OverABookWithMore_IsRefused()
    {
        LogBook book = SampleRecords.Book();
        await Stores.FillAsync(_stores.Sqlite, book);
        LogBook more = SampleRecords.Book().Merge(book);
        more.Find(SampleRecords.FirstFlowUuid)!.Add(new TaskDetail("more", "one more"));
        await Stores.FillAsync(_stores.Folder, more);

        Ran ran = await Ran.Async("copy", _stores.Sqlite, _stores.Folder);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("one more", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfABookWhoseFlowIsElsewhere_FailsThatBookAndCopiesTheOthers()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), new LogBook("other", "other"));
        await Stores.FillAsync(_stores.Folder, new LogBook("thief", "thief") { new FlowDetail("flow", SampleRecords.FirstFlowUuid) });

        Ran ran = await Ran.Async("copy", _stores.Sqlite, _stores.Folder, "--json");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(["failed", "copied"], Outcomes(ran));
        Assert.Contains("thief", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_CutOffAtAnyWrite_CompletesWhenRunAgain(bool madeAfterAll)
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book(), Stores.LargeBook(), new LogBook("third", "t"));
        string wanted = await Stores.DumpAsync(_stores.Sqlite);
        int cut = 0;
        for (bool finished = false; !finished; cut++)
        {
            int writes = cut;
            string target = $"cli-cut-{madeAfterAll}-{cut}";
            string name = $"{target}-{Guid.NewGuid()}";
            Backends.Register(target, _ => new DelegatingBackend(new ShelfBackend(name), inner => new FailingConnection(inner, writes, madeAfterAll)));
            Backends.Register("shelf", ShelfBackend.From);

            finished = (await Ran.Async("copy", _stores.Sqlite, target)).ExitCode == 0;
            Ran again = await Ran.Async("copy", _stores.Sqlite, $"shelf:///{name}");

            Assert.Equal((0, ""), (again.ExitCode, again.Error));
            Assert.Equal(wanted, await Stores.DumpAsync($"shelf:///{name}"));
        }

        // Two small books, and a large one of three flows with five atoms, two to a call.
        Assert.True(cut > 10, $"only {cut} writes were cut off");
    }

    [Fact]
    public async Task Copy_CutOffAndThenTheSourceChanged_BeginsThatBookAnew()
    {
        await Stores.FillAsync(_stores.Sqlite, Stores.LargeBook());
        string name = $"{Guid.NewGuid()}";
        Backends.Register("cli-cut-then-changed", _ => new DelegatingBackend(new ShelfBackend(name), inner => new FailingConnection(inner, 4, madeAfterAll: false)));
        Backends.Register("shelf", ShelfBackend.From);
        Assert.Equal(1, (await Ran.Async("copy", _stores.Sqlite, "cli-cut-then-changed")).ExitCode);
        Ran halfway = await Ran.Async("copy", $"shelf:///{name}", _stores.Folder);
        Assert.Equal(1, halfway.ExitCode);
        Assert.Contains("was stopped", halfway.Error, StringComparison.Ordinal);

        await using (IBackend source = Backends.Fetch(_stores.Sqlite))
        {
            await source.Connect().UpdateAtomDetailsAsync(new TaskDetail("task 0", "large-0-0") { State = State.Reverted });
        }

        Ran again = await Ran.Async("copy", _stores.Sqlite, $"shelf:///{name}", "--json");

        Assert.Equal(["completed"], Outcomes(again));
        Assert.Equal(await Stores.DumpAsync(_stores.Sqlite), await Stores.DumpAsync($"shelf:///{name}"));
    }

    [Fact]
    public async Task Copy_IntoAStoreThatKeepsSomethingElse_IsFoundOutByReadingBack()
    {
        await Stores.FillAsync(_stores.Sqlite, SampleRecords.Book());
        Backends.Register("cli-forgetful", _ => new DelegatingBackend(new MemoryBackend(), inner => new ForgetfulConnection(inner)));

        Ran ran = await Ran.Async("copy", _stores.Sqlite, "cli-forgetful");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(SampleRecords.TaskUuid, ran.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Outcomes(Ran ran) =>
        ran.Json.GetProperty("books").EnumerateArray().Select(book => book.GetProperty("outcome").GetString());

    private sealed class ForgetfulConnection(IConnection inner) : DelegatingConnection(inner)
    {
        public override async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
        {
            await base.SaveLogBookAsync(book, cancellationToken);
            foreach (AtomDetail atom in book.SelectMany(flow => flow))
            {
                AtomDetail other = atom.Copy();
                other.Failure = null;
                await Inner.UpdateAtomDetailsAsync(other, cancellationToken);
            }
        }
    }
}
