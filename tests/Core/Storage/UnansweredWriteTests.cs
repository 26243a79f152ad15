using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What becomes of a write that got no answer, on a store that refuses writes over what their writer has not seen.</summary>
public sealed class UnansweredWriteTests : IAsyncLifetime
{
    private const string Flow = "flow-1";
    private const string Atom = "atom-1";

    private readonly InterceptedBackend _backend = new();
    private FlowStorage _storage = null!;
    private int _writes;

    public async Task InitializeAsync()
    {
        var book = new LogBook("book");
        var flow = new FlowDetail("flow", Flow);
        flow.Add(new TaskDetail("a", Atom));
        book.Add(flow);
        await _backend.Direct.SaveLogBookAsync(book);
        _storage = await FlowStorage.OpenAsync(_backend.Fencing, Flow, new FlowStorageOptions { Attempts = 1 });
        _backend.OnAtom = (_, _) => throw new StorageFailureException("no answer", outcomeUnknown: true);
        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.SaveAsync("a", "unanswered"));
    }

    public async Task DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Read_TheWriteIsMadeWhileItIsSettled_ShowsIt()
    {
        _backend.OnAtom = async (_, write) =>
        {
            if (++_writes > 1)
            {
                return await write();
            }

            AtomDetail late = await _backend.Direct.GetAtomDetailsAsync(Atom);
            late.Put(State.Success, Document.From("unanswered"));
            await _backend.Direct.UpdateAtomDetailsAsync(late);
            throw new StaleWriteException("it has come");
        };

        Assert.Equal("unanswered", await _storage.GetExecuteResultAsync<string>("a"));
        Assert.Equal(2, _writes);
        await _storage.SaveAsync("a", "next");
        Assert.Equal(Document.From("next"), (await _backend.Direct.GetAtomDetailsAsync(Atom)).LastResults);
    }

    [Fact]
    public async Task Read_TheStoreStillDoesNotAnswer_FailsWithoutDoubtOfItsOwn_AndIsAnsweredLater()
    {
        var error = await Assert.ThrowsAsync<StorageFailureException>(() => _storage.GetAtomStateAsync("a"));

        Assert.False(error.OutcomeUnknown);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains("no answer", error.Message, StringComparison.Ordinal);
        _backend.OnAtom = (_, write) => write();
        Assert.Null(await _storage.GetAtomStateAsync("a"));
    }

    [Fact]
    public async Task Read_SomebodyElseKeepsWriting_EndsAsStale()
    {
        _backend.OnAtom = (_, _) =>
        {
            _writes++;
            throw new StaleWriteException("somebody else was first");
        };

        await Assert.ThrowsAsync<StaleWriteException>(() => _storage.GetAtomStateAsync("a"));

        Assert.Equal(3, _writes);
        _backend.OnAtom = (_, write) => write();
        Assert.Null(await _storage.GetAtomStateAsync("a"));
    }

    [Fact]
    public async Task Read_OnceSettled_WritesNothing()
    {
        _backend.OnAtom = (_, write) =>
        {
            _writes++;
            return write();
        };

        await _storage.GetAtomStateAsync("a");
        await _storage.GetAtomStateAsync("a");

        Assert.Equal(1, _writes);
    }
}
