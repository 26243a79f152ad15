using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Atom details.</content>
public abstract partial class BackendConformance
{
    private static readonly Dictionary<string, Action<AtomDetail>> _changes = new()
    {
        ["state"] = atom => atom.State = State.Ignore,
        ["no state"] = atom => atom.State = null,
        ["intention"] = atom => atom.Intention = Intention.Ignore,
        ["results"] = atom => SetResults(atom, Document.From("other")),
        ["no results"] = atom => SetResults(atom, null),
        ["failure"] = atom => atom.Failure = SampleRecords.Failure("another"),
        ["no failure"] = atom => atom.Failure = null,
        ["revert failure"] = atom => atom.RevertFailure = SampleRecords.Failure("another"),
        ["no revert failure"] = atom => atom.RevertFailure = null,
        ["metadata"] = atom => atom.Meta = SampleRecords.Meta(("only", "this")),
        ["no metadata"] = atom => atom.Meta = atom.Meta.Clear(),
        ["version"] = atom => atom.Version = "9",
        ["no version"] = atom => atom.Version = null,
    };

    public static IEnumerable<object[]> ChangesOfAtoms =>
        from uuid in new[] { SampleRecords.TaskUuid, SampleRecords.RetryUuid }
        from change in _changes.Keys
        select new object[] { uuid, change };

    [Theory]
    [MemberData(nameof(ChangesOfAtoms))]
    public async Task UpdateAtomDetails_OfOneAttribute_StoresItAndKeepsTheOthers(string uuid, string change)
    {
        await SaveSampleAsync();
        AtomDetail changed = await Connection.GetAtomDetailsAsync(uuid);
        _changes[change](changed);
        string expected = StoreDump.Of(changed);

        AtomDetail returned = await Connection.UpdateAtomDetailsAsync(changed);

        Assert.Equal(expected, StoreDump.Of(await Reader.GetAtomDetailsAsync(uuid)));
        Assert.Equal(expected, StoreDump.Of(returned));
        Assert.Equal(expected, StoreDump.Of((await Reader.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid)).Find(uuid)!));
    }

    [Theory]
    [InlineData("undone again")]
    [InlineData(null)]
    public async Task UpdateAtomDetails_OfTheRevertResultsOfATask_StoresThem(string? revertResults)
    {
        await SaveSampleAsync();
        AtomDetail task = SampleRecords.Task();
        task.RevertResults = Document.From(revertResults);

        await Connection.UpdateAtomDetailsAsync(task);

        Assert.Equal(StoreDump.Of(task), StoreDump.Of(await Reader.GetAtomDetailsAsync(task.Uuid)));
    }

    [Fact]
    public async Task UpdateAtomDetails_OfARetry_KeepsTheRevertResultsItWasFirstSavedWith()
    {
        LogBook book = SampleRecords.Book();
        book.Find(SampleRecords.FirstFlowUuid)!.Find(SampleRecords.RetryUuid)!.RevertResults = Document.From("first");
        await Connection.SaveLogBookAsync(book);
        RetryDetail retry = SampleRecords.Retry();
        retry.RevertResults = Document.From("second");

        AtomDetail returned = await Connection.UpdateAtomDetailsAsync(retry);

        Assert.Equal(Document.From("first"), (await Reader.GetAtomDetailsAsync(SampleRecords.RetryUuid)).RevertResults);
        Assert.Equal(Document.From("first"), returned.RevertResults);
    }

    [Fact]
    public async Task UpdateAtomDetails_OfOne_LeavesAllOthers()
    {
        LogBook book = await SaveSampleAsync();
        AtomDetail task = book.Find(SampleRecords.FirstFlowUuid)!.Find(SampleRecords.TaskUuid)!;
        task.State = State.Running;

        await Connection.UpdateAtomDetailsAsync(task);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task UpdateAtomDetails_UnderAnotherName_KeepsTheName()
    {
        await SaveSampleAsync();

        AtomDetail returned = await Connection.UpdateAtomDetailsAsync(new TaskDetail("renamed", SampleRecords.TaskUuid));

        Assert.Equal("task", (await Reader.GetAtomDetailsAsync(SampleRecords.TaskUuid)).Name);
        Assert.Equal("task", returned.Name);
    }

    [Fact]
    public async Task UpdateAtomDetails_OfAnUnknownOne_IsNotFoundAndStoresNothing()
    {
        await SaveSampleAsync();

        await AssertRefusedAsync<NotFoundException>(() => Connection.UpdateAtomDetailsAsync(new TaskDetail("stray", "no-such-atom")), "no-such-atom");

        await Assert.ThrowsAsync<NotFoundException>(() => Reader.GetAtomDetailsAsync("no-such-atom"));
    }

    [Fact]
    public async Task UpdateAtomDetails_OfTheOtherKind_IsRefused()
    {
        await SaveSampleAsync();

        await AssertRefusedAsync<AtomKindException>(() => Connection.UpdateAtomDetailsAsync(new RetryDetail("task", SampleRecords.TaskUuid)), "task");
        await AssertRefusedAsync<AtomKindException>(() => Connection.UpdateAtomDetailsAsync(new TaskDetail("retry", SampleRecords.RetryUuid)), "retry");
    }

    [Fact]
    public async Task GetAtomDetails_OfAnUnknownOne_IsNotFoundAndNamesIt()
    {
        await SaveSampleAsync();
        await AssertRefusedAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync("no-such-atom"), "no-such-atom");
    }

    [Fact]
    public async Task GetAtomsForFlow_OfAKnownOne_GivesItsAtomsInOrder()
    {
        LogBook book = await SaveSampleAsync();

        List<AtomDetail> atoms = await ListAsync(Reader.GetAtomsForFlowAsync(SampleRecords.FirstFlowUuid));

        Assert.Equal(book.Find(SampleRecords.FirstFlowUuid)!.Select(StoreDump.Of), atoms.Select(StoreDump.Of));
    }

    private static void SetResults(AtomDetail atom, Document? value)
    {
        if (atom is TaskDetail task)
        {
            task.Results = value ?? Document.Null;
        }
        else
        {
            ((RetryDetail)atom).Attempts = value is null ? [] : [new RetryAttempt(value)];
        }
    }
}
