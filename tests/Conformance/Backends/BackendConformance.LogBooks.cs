using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Logbooks.</content>
public abstract partial class BackendConformance
{
    [Fact]
    public async Task SaveLogBook_OfANewOne_StoresAllThatItHolds()
    {
        LogBook book = SampleRecords.Book();

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), StoreDump.Of(await Reader.GetLogBookAsync(book.Uuid)));
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task SaveLogBook_Again_ReplacesAllButName()
    {
        LogBook book = await SaveSampleAsync();
        var changed = new LogBook("renamed", book.Uuid)
        {
            Meta = SampleRecords.Meta(("only", "this")),
            CreatedAt = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddMicroseconds(678901),
            UpdatedAt = null,
        };

        await Connection.SaveLogBookAsync(changed);

        LogBook stored = await Reader.GetLogBookAsync(book.Uuid, lazy: true);
        Assert.Equal("book", stored.Name);
        Assert.Equal(changed.Meta, stored.Meta);
        Assert.Equal(changed.CreatedAt, stored.CreatedAt);
        Assert.Null(stored.UpdatedAt);
    }

    [Fact]
    public async Task GetLogBook_SavedAgainWithoutATimeOfUpdate_HasOneIfItHasFlows()
    {
        LogBook book = await SaveSampleAsync();
        await Connection.SaveLogBookAsync(new LogBook(book.Name, book.Uuid));
        await Connection.SaveLogBookAsync(new LogBook("empty", "empty-book"));

        Assert.NotNull((await Reader.GetLogBookAsync(book.Uuid)).UpdatedAt);
        Assert.Null((await Reader.GetLogBookAsync(book.Uuid, lazy: true)).UpdatedAt);
        Assert.Null((await Reader.GetLogBookAsync("empty-book")).UpdatedAt);
    }

    [Fact]
    public async Task SaveLogBook_AgainWithPartOfItsContents_KeepsTheRest()
    {
        LogBook book = await SaveSampleAsync();
        var part = new LogBook(book.Name, book.Uuid) { Meta = book.Meta };
        var flow = new FlowDetail("second flow", SampleRecords.SecondFlowUuid) { State = State.Suspended };
        flow.Add(new RetryDetail("added", "added-1"));
        part.Add(flow);

        await Connection.SaveLogBookAsync(part);

        LogBook stored = await Reader.GetLogBookAsync(book.Uuid);
        Assert.Equal([SampleRecords.FirstFlowUuid, SampleRecords.SecondFlowUuid], stored.Select(item => item.Uuid));
        Assert.Equal(StoreDump.Of(book.Find(SampleRecords.FirstFlowUuid)!), StoreDump.Of(stored.Find(SampleRecords.FirstFlowUuid)!));
        Assert.Equal(State.Suspended, stored.Find(SampleRecords.SecondFlowUuid)!.State);
        Assert.Equal([SampleRecords.LastTaskUuid, "added-1"], stored.Find(SampleRecords.SecondFlowUuid)!.Select(atom => atom.Uuid));
    }

    [Fact]
    public async Task SaveLogBook_WithAnAtomOfTheOtherKind_StoresNothingOfIt()
    {
        await SaveSampleAsync();
        LogBook book = SampleRecords.Book("other ");
        var flow = new FlowDetail("third flow", "flow-3");
        flow.Add(new TaskDetail("fine", "fine-1"));
        book.Add(flow);
        var known = new FlowDetail("first flow", SampleRecords.FirstFlowUuid) { State = State.Failure };
        known.Add(new RetryDetail("task", SampleRecords.TaskUuid));
        var mine = new LogBook("book", SampleRecords.BookUuid);
        mine.Add(flow);
        mine.Add(known);

        await AssertRefusedAsync<AtomKindException>(() => Connection.SaveLogBookAsync(mine), "task");
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync("flow-3"));
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("fine-1"));

        await Connection.SaveLogBookAsync(book);
        Assert.Equal(StoreDump.Of(book), StoreDump.Of(await Reader.GetLogBookAsync(book.Uuid)));
    }

    [Fact]
    public async Task GetLogBook_OfAnUnknownOne_IsNotFoundAndNamesIt() =>
        await AssertRefusedAsync<NotFoundException>(() => Connection.GetLogBookAsync("no-such-book"), "no-such-book");

    [Fact]
    public async Task GetLogBook_Lazily_LeavesItsFlowsOut()
    {
        LogBook book = await SaveSampleAsync();

        LogBook lazy = await Reader.GetLogBookAsync(book.Uuid, lazy: true);

        Assert.Empty(lazy);
        Assert.Equal(book.ToDocument(), lazy.ToDocument());
    }

    [Fact]
    public async Task GetLogBooks_OfMany_GivesEachOnce()
    {
        string[] prefixes = [.. Enumerable.Range(0, 25).Select(number => $"{number:00} ")];
        foreach (string prefix in prefixes)
        {
            await SaveSampleAsync(prefix);
        }

        List<LogBook> whole = await ListAsync(Reader.GetLogBooksAsync());
        List<LogBook> lazy = await ListAsync(Reader.GetLogBooksAsync(lazy: true));

        Assert.Equal(prefixes.Select(prefix => prefix + SampleRecords.BookUuid), whole.Select(book => book.Uuid).Order(StringComparer.Ordinal));
        Assert.All(whole, book => Assert.Equal(2, book.Count));
        Assert.Equal(whole.Select(book => book.Uuid).Order(StringComparer.Ordinal), lazy.Select(book => book.Uuid).Order(StringComparer.Ordinal));
        Assert.All(lazy, Assert.Empty);
    }

    [Fact]
    public async Task DestroyLogBook_OfOneOfTwo_TakesAllOfItAndNothingElse()
    {
        LogBook book = await SaveSampleAsync();
        LogBook other = await SaveSampleAsync("other ");

        await Connection.DestroyLogBookAsync(book.Uuid);

        Assert.Equal(StoreDump.Of(other), await DumpStoreAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetLogBookAsync(book.Uuid));
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid));
        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid));
        Assert.Empty(await ListAsync(Reader.GetFlowsForBookAsync(book.Uuid)));
        Assert.Empty(await ListAsync(Reader.GetAtomsForFlowAsync(SampleRecords.FirstFlowUuid)));
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.UpdateAtomDetailsAsync(SampleRecords.Task()));
    }

    [Fact]
    public async Task DestroyLogBook_ThenSavedAgain_StartsAnew()
    {
        await SaveSampleAsync();
        await Connection.DestroyLogBookAsync(SampleRecords.BookUuid);
        var book = new LogBook("second life", SampleRecords.BookUuid);
        var flow = new FlowDetail("second life", SampleRecords.FirstFlowUuid);
        flow.Add(new TaskDetail("second life", SampleRecords.TaskUuid));
        book.Add(flow);

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task DestroyLogBook_OfAnUnknownOne_IsNotFoundAndNamesIt()
    {
        await SaveSampleAsync();
        await AssertRefusedAsync<NotFoundException>(() => Connection.DestroyLogBookAsync("no-such-book"), "no-such-book");
    }
}
