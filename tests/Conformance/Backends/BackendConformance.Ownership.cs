using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <content>Who owns which object.</content>
public abstract partial class BackendConformance
{
    [Fact]
    public async Task ObjectsSaved_ChangedAfterwards_DoNotChangeTheStore()
    {
        LogBook book = SampleRecords.Book();
        await Connection.SaveLogBookAsync(book);
        FlowDetail flow = SampleRecords.Book().Find(SampleRecords.FirstFlowUuid)!;
        await Connection.UpdateFlowDetailsAsync(flow);
        TaskDetail task = SampleRecords.Task();
        await Connection.UpdateAtomDetailsAsync(task);
        string before = await DumpStoreAsync();

        Spoil(book);
        Spoil(flow);
        Spoil(task);

        Assert.Equal(before, await DumpStoreAsync());
    }

    [Fact]
    public async Task ObjectsRead_Changed_DoNotChangeTheStore()
    {
        LogBook book = await SaveSampleAsync();
        string before = await DumpStoreAsync();

        Spoil(await Connection.GetLogBookAsync(book.Uuid));
        Spoil(await Connection.GetFlowDetailsAsync(SampleRecords.FirstFlowUuid));
        Spoil(await Connection.GetAtomDetailsAsync(SampleRecords.TaskUuid));
        (await ListAsync(Connection.GetLogBooksAsync())).ForEach(Spoil);
        (await ListAsync(Connection.GetFlowsForBookAsync(book.Uuid))).ForEach(Spoil);
        (await ListAsync(Connection.GetAtomsForFlowAsync(SampleRecords.FirstFlowUuid))).ForEach(Spoil);

        Assert.Equal(before, await DumpStoreAsync());
        Assert.Equal(before, await StoreDump.OfAsync(Connection));
    }

    [Fact]
    public async Task ObjectsReturnedByUpdates_Changed_DoNotChangeTheStore()
    {
        LogBook book = await SaveSampleAsync();
        string before = await DumpStoreAsync();

        Spoil(await Connection.UpdateFlowDetailsAsync(book.Find(SampleRecords.FirstFlowUuid)!));
        Spoil(await Connection.UpdateAtomDetailsAsync(SampleRecords.Task()));

        Assert.Equal(before, await DumpStoreAsync());
        Assert.Equal(before, await StoreDump.OfAsync(Connection));
    }

    private static void Spoil(LogBook book)
    {
        foreach (FlowDetail flow in book)
        {
            Spoil(flow);
        }

        book.Meta = SampleRecords.Meta(("spoilt", true));
        book.UpdatedAt = null;
        book.Add(new FlowDetail("spoilt", "spoilt"));
    }

    private static void Spoil(FlowDetail flow)
    {
        foreach (AtomDetail atom in flow)
        {
            Spoil(atom);
        }

        flow.State = State.Resuming;
        flow.Meta = SampleRecords.Meta(("spoilt", true));
        flow.Add(new TaskDetail("spoilt", "spoilt"));
    }

    private static void Spoil(AtomDetail atom)
    {
        atom.Reset(State.Ignore);
        atom.Meta = SampleRecords.Meta(("spoilt", true));
        atom.Version = "spoilt";
    }
}
