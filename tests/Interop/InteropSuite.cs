using System.Text;
using System.Text.Json;
using Orleans.TaskFlow.Cli;
using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

/// <summary>One store, and two programs that open it: this library, and TaskFlow 5.0.0 for Python.</summary>
public abstract class InteropSuite
{
    /// <summary>A store that is not there yet, or empty.</summary>
    protected abstract Task<SharedStore> CreateStoreAsync();

    [Fact]
    public async Task Python_OpensAStoreOfOurs_ReadsEveryBook()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        LogBook[] books = [PlainBook("a"), PlainBook("b")];
        await using (IBackend backend = await Backends.OpenAsync(store.Uri))
        {
            foreach (LogBook book in books)
            {
                await backend.Connect().SaveLogBookAsync(book);
            }
        }

        await peer.AskAsync("make", store.Configuration);
        JsonElement read = await peer.AskAsync("read", store.Configuration);

        Assert.Equal(books.Select(StoreDump.Of), Books(read).Select(StoreDump.Of));
    }

    [Fact]
    public async Task Python_UpgradesAStoreOfOurs_FindsNothingToDoAndBothGoOn()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        LogBook book = PlainBook("a");
        await using (IBackend backend = await Backends.OpenAsync(store.Uri))
        {
            await backend.Connect().SaveLogBookAsync(book);
        }

        await peer.AskAsync("upgrade", store.Configuration);

        Assert.Equal([StoreDump.Of(book)], Books(await peer.AskAsync("read", store.Configuration)).Select(StoreDump.Of));
        await using IBackend again = await Backends.OpenAsync(store.Uri);
        await again.Connect().ValidateAsync();
        await again.Connect().SaveLogBookAsync(PlainBook("b"));
        Assert.Equal(2, (await again.Connect().GetLogBooksAsync().ToListAsync()).Count);
    }

    [Fact]
    public async Task Python_UpgradesAStoreOfItsOwnThatWeHaveTakenOver_FindsNothingToDo()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        await peer.AskAsync("make", store.Configuration);
        await peer.AskAsync("save", store.Configuration);
        await using (IBackend backend = await Backends.OpenAsync(store.Uri))
        {
        }

        await peer.AskAsync("upgrade", store.Configuration);

        Assert.Equal("from python", Assert.Single(Books(await peer.AskAsync("read", store.Configuration))).Name);
    }

    [Fact]
    public async Task We_OpenAStoreOfPythons_ReadEveryBook()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        await peer.AskAsync("make", store.Configuration);
        await peer.AskAsync("save", store.Configuration);

        await using IBackend backend = await Backends.OpenAsync(store.Uri);
        await backend.Connect().ValidateAsync();
        LogBook book = Assert.Single(await backend.Connect().GetLogBooksAsync().ToListAsync());

        Assert.Equal(("from python", "é"), (book.Name, book.Meta["owner"].To<string>()));
        Assert.NotNull(book.CreatedAt);
        FlowDetail flow = Assert.Single(book);
        Assert.Equal((State.Suspended, "[1,null,true]"), (flow.State, flow.Meta["a"].ToString()));
        var task = Assert.IsType<TaskDetail>(flow.Find("python-task"));
        Assert.Equal((State.RevertFailure, Intention.Revert, "1.2"), (task.State, task.Intention, task.Version));
        Assert.Equal("""{"deep":[{"x":1.5}]}""", task.Results.ToString());
        Assert.Equal("woot", task.Failure?.Message);
        Assert.True(task.RevertFailure?.Check("RuntimeError"));
        Assert.Equal(0.5, task.Meta["progress"].To<double>());
        var retry = Assert.IsType<RetryDetail>(flow.Find("python-retry"));
        Assert.Equal("[1,2]", retry.Attempts[0].Value.ToString());
        Assert.Equal("woot", retry.Attempts[0].Failures["task"].Message);
        Assert.Equal("last", retry.LastResults.To<string>());
    }

    [Fact]
    public async Task Python_ResumesAFlowThatWeBegan_AndWeSeeItDone()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        await InteropFlow.BeginAsync(store.Uri);

        JsonElement resumed = await peer.AskAsync("resume", store.Configuration);

        Assert.Equal("""{"ran":["second","third"],"z":20,"state":"SUCCESS"}""", JsonSerializer.Serialize(resumed));
        await using IBackend backend = await Backends.OpenAsync(store.Uri);
        FlowDetail flow = await backend.Connect().GetFlowDetailsAsync(InteropFlow.FlowUuid);
        Assert.Equal(State.Success, flow.State);
        Assert.Equal([("first", 1), ("second", 2), ("third", 20)], flow.Select(atom => (atom.Name, atom.LastResults.To<int>())));
        Assert.Equal(("", 20), await InteropFlow.ResumeAsync(store.Uri));
    }

    [Fact]
    public async Task We_ResumeAFlowThatPythonBegan_AndPythonSeesItDone()
    {
        using SharedStore store = await CreateStoreAsync();
        PythonPeer peer = await PythonPeer.FindAsync();
        await peer.AskAsync("make", store.Configuration);
        await peer.DieAsync(store.Configuration);

        var (ran, result) = await InteropFlow.ResumeAsync(store.Uri);

        Assert.Equal(("second third", 20), (ran, result));
        LogBook book = Assert.Single(Books(await peer.AskAsync("read", store.Configuration)));
        FlowDetail flow = Assert.Single(book);
        Assert.Equal(State.Success, flow.State);
        Assert.Equal([1, 2, 20], flow.Select(atom => atom.LastResults.To<int>()).Order());
    }

    [Fact]
    public async Task Copy_OutOfAStoreOfPythonsAndIntoOneThatItReads_KeepsEveryBook()
    {
        using SharedStore theirs = await CreateStoreAsync();
        using SharedStore ours = SharedStore.InFolder(path => $"dir:///{path}", path => new() { ["connection"] = "dir", ["path"] = path });
        PythonPeer peer = await PythonPeer.FindAsync();
        await peer.AskAsync("make", theirs.Configuration);
        await peer.DieAsync(theirs.Configuration);
        string before = StoreDump.Of(Assert.Single(Books(await peer.AskAsync("read", theirs.Configuration))));

        await using (IBackend upgraded = await Backends.OpenAsync(theirs.Uri))
        {
        }

        Assert.Equal(0, await new TaskFlowCommand().RunAsync(["copy", theirs.Uri, ours.Uri, "--json"]));

        Assert.Equal(before, StoreDump.Of(Assert.Single(Books(await peer.AskAsync("read", ours.Configuration)))));
        Assert.Equal("SUCCESS", (await peer.AskAsync("resume", ours.Configuration)).GetProperty("state").GetString());
    }

    /// <summary>Every field in use, but for attempts that failed, which Python itself reads back otherwise (docs/interop.md).</summary>
    private static LogBook PlainBook(string prefix)
    {
        LogBook book = SampleRecords.Book(prefix);
        foreach (RetryDetail retry in book.SelectMany(flow => flow).OfType<RetryDetail>())
        {
            retry.Attempts = [.. retry.Attempts.Select(attempt => new RetryAttempt(attempt.Value))];
        }

        return Sorted(book);
    }

    private static IEnumerable<LogBook> Books(JsonElement read) =>
        read.EnumerateArray().Select(book => Sorted(BookDocument.Read(Encoding.UTF8.GetBytes(book.GetRawText()))));

    /// <summary>
    /// What of a book the two can be compared by: the peer has no order of flows and atoms, and the time of update that it reads is the
    /// time of reading.
    /// </summary>
    private static LogBook Sorted(LogBook book)
    {
        LogBook sorted = book.Copy(retainContents: false);
        foreach (FlowDetail flow in book.OrderBy(flow => flow.Uuid, StringComparer.Ordinal))
        {
            FlowDetail sortedFlow = flow.Copy(retainContents: false);
            foreach (AtomDetail atom in flow.OrderBy(atom => atom.Uuid, StringComparer.Ordinal))
            {
                sortedFlow.Add(atom);
            }

            sorted.Add(sortedFlow);
        }

        sorted.Merge(book).UpdatedAt = null;
        return sorted;
    }
}
