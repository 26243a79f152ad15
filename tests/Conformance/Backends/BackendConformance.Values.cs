using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Names and values that are hard to keep.</content>
public abstract partial class BackendConformance
{
    public static IEnumerable<object[]> ValuesByName => AwkwardValues.All.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(ValuesByName))]
    public virtual async Task AnyValue_Wherever_IsReadAsItWasWritten(string which)
    {
        Document value = AwkwardValues.All[which];
        var meta = SampleRecords.Meta(("value", value));
        var book = new LogBook("book", "b") { Meta = meta };
        var flow = new FlowDetail("flow", "f") { Meta = meta };
        flow.Add(new TaskDetail("task", "t") { Results = value, RevertResults = value, Meta = meta });
        flow.Add(new RetryDetail("retry", "r") { Attempts = [new RetryAttempt(value)], RevertResults = value, Meta = meta });
        book.Add(flow);

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
        await Connection.UpdateFlowDetailsAsync(flow);
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
        await Connection.UpdateAtomDetailsAsync(flow.Find("t")!);
        await Connection.UpdateAtomDetailsAsync(flow.Find("r")!);
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task EmptyTexts_Wherever_AreReadAsTheyWereWritten()
    {
        Document empty = Document.From("");
        var meta = SampleRecords.Meta(("", empty));
        var book = new LogBook("book", "b") { Meta = meta };
        var flow = new FlowDetail("flow", "f") { Meta = meta };
        flow.Add(new TaskDetail("task", "t") { Results = empty, RevertResults = empty, Meta = meta, Version = "" });
        flow.Add(new RetryDetail("retry", "r") { Attempts = [new RetryAttempt(empty)], RevertResults = empty, Meta = meta, Version = "" });
        book.Add(flow);

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
        Assert.Equal("", (await Reader.GetAtomDetailsAsync("t")).Version);
        await Connection.UpdateAtomDetailsAsync(flow.Find("t")!);
        await Connection.UpdateAtomDetailsAsync(flow.Find("r")!);
        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task AnyName_OfBooksFlowsAndAtoms_IsReadAsItWasWritten()
    {
        var book = new LogBook(AwkwardNames.All["10 KB"], "b");
        foreach (string name in AwkwardNames.All.Values)
        {
            var flow = new FlowDetail(name, $"f{book.Count}");
            flow.Add(new TaskDetail(name, $"t{book.Count}") { Meta = SampleRecords.Meta((name, name)), Version = name });
            book.Add(flow);
        }

        await Connection.SaveLogBookAsync(book);

        Assert.Equal(StoreDump.Of(book), await DumpStoreAsync());
    }

    [Fact]
    public async Task AnyUuid_OfBooksFlowsAndAtoms_IsARecordOfItsOwn()
    {
        string[] uuids = [.. AwkwardNames.Short];
        foreach (string uuid in uuids)
        {
            var flow = new FlowDetail("flow", uuid);
            flow.Add(new TaskDetail("task", uuid) { Results = Document.From(uuid) });
            var book = new LogBook("book", uuid);
            book.Add(flow);
            await Connection.SaveLogBookAsync(book);
        }

        foreach (string uuid in uuids)
        {
            Assert.Equal(Document.From(uuid), (await Reader.GetAtomDetailsAsync(uuid)).LastResults);
            Assert.Equal(uuid, Assert.Single(await Reader.GetFlowDetailsAsync(uuid)).Uuid);
            Assert.Equal(uuid, Assert.Single(await Reader.GetLogBookAsync(uuid)).Uuid);
        }

        await Connection.DestroyLogBookAsync(uuids[0]);
        Assert.Equal(uuids.Skip(1).Order(StringComparer.Ordinal), (await ListAsync(Reader.GetLogBooksAsync())).Select(book => book.Uuid).Order(StringComparer.Ordinal));
    }
}
