using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>What a storage does when its store fails: how often it tries, what it shows afterwards, and who wins.</summary>
public sealed class FlowStorageFailureTests : IAsyncLifetime
{
    private const string Flow = "flow-1";

    private readonly InterceptedBackend _backend = new();
    private FlowStorage _storage = null!;
    private int _writes;

    public async Task InitializeAsync()
    {
        var book = new LogBook("book");
        book.Add(new FlowDetail("flow", Flow));
        await _backend.Direct.SaveLogBookAsync(book);
        _storage = await FlowStorage.OpenAsync(_backend, Flow, new FlowStorageOptions { AttemptDelay = TimeSpan.Zero });
        await _storage.EnsureAtomsAsync([AtomDeclaration.Task("a"), AtomDeclaration.Task("b")]);
    }

    public async Task DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Save_StoreFailsTwice_TheThirdAttemptIsStored()
    {
        _backend.OnAtom = (_, write) => ++_writes < 3 ? throw new StorageFailureException("not now") : write();

        await _storage.SaveAsync("a", 1);

        Assert.Equal(3, _writes);
        Assert.Equal("1", (await StoredAsync("a")).LastResults.ToString());
    }

    [Fact]
    public async Task Save_StoreFailsThreeTimes_ChangesNothing_AndTheNextCallWorks()
    {
        _backend.OnAtom = (_, _) =>
        {
            _writes++;
            throw new StorageFailureException("never");
        };

        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.SaveAsync("a", 1));

        Assert.Equal(3, _writes);
        Assert.Equal(State.Pending, await _storage.GetAtomStateAsync("a"));
        Assert.Equal(State.Pending, (await StoredAsync("a")).State);
        _backend.OnAtom = (_, write) => write();
        await _storage.SaveAsync("a", 2);
        Assert.Equal("2", (await StoredAsync("a")).LastResults.ToString());
    }

    [Fact]
    public async Task Save_AnotherWroteFirst_IsNotTriedAgain_AndTheWinnerIsShown()
    {
        _backend.OnAtom = async (atom, _) =>
        {
            _writes++;
            AtomDetail other = await _backend.Direct.GetAtomDetailsAsync(atom.Uuid);
            other.Put(State.Success, Document.From("winner"));
            await _backend.Direct.UpdateAtomDetailsAsync(other);
            throw new StaleWriteException("somebody else was first");
        };

        await Assert.ThrowsAsync<StaleWriteException>(() => _storage.SaveAsync("a", "loser"));

        Assert.Equal(1, _writes);
        Assert.Equal("winner", await _storage.GetExecuteResultAsync<string>("a"));
        Assert.Equal("\"winner\"", (await StoredAsync("a")).LastResults.ToString());
    }

    [Fact]
    public async Task SaveFailure_AnswerLostButApplied_ShowsWhatIsStored()
    {
        _backend.OnAtom = async (_, write) =>
        {
            await write();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };

        var error = await Assert.ThrowsAsync<StorageFailureException>(
            () => _storage.SaveFailureAsync("a", new InvalidOperationException("woot")));

        Assert.True(error.OutcomeUnknown);
        Assert.Equal(State.Failure, await _storage.GetAtomStateAsync("a"));
        Assert.True(await _storage.HasFailuresAsync());
    }

    [Fact]
    public async Task Save_AnswerLostAndNotApplied_ShowsWhatIsStored_AndTheNextCallWorks()
    {
        _backend.OnAtom = (_, _) => throw new StorageFailureException("no answer", outcomeUnknown: true);
        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.SaveAsync("a", 1));

        _backend.OnAtom = (_, write) => write();
        Assert.Equal(State.Pending, await _storage.GetAtomStateAsync("a"));
        await _storage.SaveAsync("a", 2);
        Assert.Equal(2, await _storage.GetExecuteResultAsync<int>("a"));
    }

    [Fact]
    public async Task EnsureAtoms_AnswerLostButApplied_FindsThemInsteadOfMakingThemTwice()
    {
        _backend.OnFlow = async (_, write) =>
        {
            await write();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };
        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.EnsureAtomAsync(AtomDeclaration.Task("c")));

        _backend.OnFlow = (_, write) => write();
        string uuid = await _storage.EnsureAtomAsync(AtomDeclaration.Task("c"));

        FlowDetail stored = await _backend.Direct.GetFlowDetailsAsync(Flow);
        Assert.Equal(uuid, Assert.Single(stored, atom => atom.Name == "c").Uuid);
    }

    [Fact]
    public async Task Save_FirstAttemptMayBeAppliedAndTheLastFailsForCertain_SaysThatTheOutcomeIsUnknown()
    {
        _backend.OnAtom = async (_, write) =>
        {
            if (++_writes > 1)
            {
                throw new StorageFailureException("locked");
            }

            await write();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => _storage.SaveAsync("a", 1));

        Assert.True(error.OutcomeUnknown);
        Assert.Equal(1, await _storage.GetExecuteResultAsync<int>("a"));
    }

    [Fact]
    public async Task Save_CancelledAfterAnAnswerWasLost_WaitsForTheOutcome()
    {
        using var cancellation = new CancellationTokenSource();
        _backend.OnAtom = async (_, write) =>
        {
            AtomDetail written = await write();
            if (++_writes > 1)
            {
                return written;
            }

            await cancellation.CancelAsync();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };

        await _storage.SaveAsync("a", 1, cancellationToken: cancellation.Token);

        Assert.Equal(1, await _storage.GetExecuteResultAsync<int>("a"));
    }

    [Fact]
    public async Task Inject_AnswerLostButApplied_IsFoundByItsName()
    {
        await _storage.InjectAsync("x", 1);
        _backend.OnAtom = async (_, write) =>
        {
            await write();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };
        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.InjectAsync("y", 2));

        Assert.Equal(2, await _storage.FetchAsync<int>("y"));
    }

    [Fact]
    public async Task Reset_AnswerLostButApplied_LeavesNoFailureListed()
    {
        await _storage.SaveFailureAsync("a", new InvalidOperationException("woot"));
        _backend.OnAtom = async (_, write) =>
        {
            await write();
            throw new StorageFailureException("no answer", outcomeUnknown: true);
        };
        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.ResetAsync("a"));

        Assert.False(await _storage.HasFailuresAsync());
    }

    [Fact]
    public async Task Reads_WhileAWriteIsTriedAgain_DoNotWaitForIt()
    {
        var held = new TaskCompletionSource();
        _backend.OnAtom = async (_, write) =>
        {
            if (++_writes == 1)
            {
                throw new StorageFailureException("no answer", outcomeUnknown: true);
            }

            await held.Task;
            return await write();
        };
        Task save = _storage.SaveAsync("a", 1);

        Assert.Equal(State.Pending, await _storage.GetAtomStateAsync("a"));
        Assert.Equal(State.Pending, await _storage.GetAtomStateAsync("b"));

        Assert.False(save.IsCompleted);
        held.SetResult();
        await save;
    }

    [Fact]
    public async Task SetFlowState_StoreFails_KeepsTheFormerState()
    {
        _backend.OnFlow = (_, _) => throw new StorageFailureException("never");

        await Assert.ThrowsAsync<StorageFailureException>(() => _storage.SetFlowStateAsync(State.Running));

        Assert.Equal(State.Pending, await _storage.GetFlowStateAsync());
    }

    [Fact]
    public async Task Save_OneAtomWaitsForTheStore_AnotherDoesNotWaitForIt()
    {
        var held = new TaskCompletionSource();
        _backend.OnAtom = async (atom, write) =>
        {
            if (atom.Name == "a")
            {
                await held.Task;
            }

            return await write();
        };

        Task first = _storage.SaveAsync("a", 1);
        await _storage.SaveAsync("b", 2);

        Assert.False(first.IsCompleted);
        Assert.Equal(State.Pending, await _storage.GetAtomStateAsync("a"));
        held.SetResult();
        await first;
        Assert.Equal(State.Success, await _storage.GetAtomStateAsync("a"));
    }

    [Fact]
    public async Task Save_CancelledWhileAnotherChangeOfTheAtomIsWritten_ChangesNothing()
    {
        var held = new TaskCompletionSource();
        _backend.OnAtom = async (_, write) =>
        {
            await held.Task;
            return await write();
        };
        Task first = _storage.SaveAsync("a", 1);
        using var cancellation = new CancellationTokenSource();
        Task second = _storage.SaveAsync("a", 2, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        held.SetResult();
        await first;

        Assert.Equal(1, await _storage.GetExecuteResultAsync<int>("a"));
    }

    [Fact]
    public async Task AnyCall_AfterDisposal_IsRefused()
    {
        await _storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _storage.SaveAsync("a", 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _storage.FetchAsync("x"));
    }

    private async Task<AtomDetail> StoredAsync(string name) =>
        (await _backend.Direct.GetFlowDetailsAsync(Flow)).Single(atom => atom.Name == name);
}
