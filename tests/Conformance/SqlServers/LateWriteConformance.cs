using System.Data.Common;
using System.Globalization;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>What becomes of writes that arrive at a server when their caller has given them up.</summary>
public abstract class LateWriteConformance(ISqlServerKind kind) : SqlServerSuite(kind)
{
    // How long a test takes at least; and what a busy machine does in time.
    private static readonly TimeSpan _impatience = TimeSpan.FromSeconds(2);

    // Long enough for a late write to come before it is repeated.
    private static readonly FlowStorageOptions _repeating = new() { Attempts = 100, AttemptDelay = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task LateWrite_OfAnAtom_DoesNotLandOnTheNextOne()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", OnceOnly);
        await storage.SaveAsync("task 0", "before");
        await late.GiveUpAsync(() => storage.SaveAsync("task 0", "late"));
        await storage.SaveAsync("task 0", "next");

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal(Document.From("next"), (await late.ReadAsync("f0t0")).LastResults);
        await storage.SaveAsync("task 0", "last");
        Assert.Equal(Document.From("last"), (await late.ReadAsync("f0t0")).LastResults);
    }

    [Fact]
    public async Task LateWrite_OfAFlow_DoesNotLandOnTheNextOne()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", OnceOnly);
        await storage.SetFlowStateAsync(State.Pending);
        await late.GiveUpAsync(() => storage.SetFlowStateAsync(State.Failure));
        await storage.SetFlowStateAsync(State.Running);

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal(State.Running, await late.StateAsync("f0"));
        await storage.SetFlowStateAsync(State.Success);
        Assert.Equal(State.Success, await late.StateAsync("f0"));
    }

    [Fact]
    public async Task LateWrite_OfAnAtomThatWasReadAgain_IsNotMade()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", OnceOnly);
        await storage.SaveAsync("task 0", "before");
        await late.GiveUpAsync(() => storage.SaveAsync("task 0", "late"));
        Assert.Equal("before", await storage.GetExecuteResultAsync<string>("task 0"));

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal(Document.From("before"), (await late.ReadAsync("f0t0")).LastResults);
        await storage.SaveAsync("task 0", "next");
        Assert.Equal(Document.From("next"), (await late.ReadAsync("f0t0")).LastResults);
    }

    [Fact]
    public async Task LateWrite_OfAFlowThatWasReadAgain_IsNotMade()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", OnceOnly);
        await storage.SetFlowStateAsync(State.Running);
        await late.GiveUpAsync(() => storage.SetFlowStateAsync(State.Failure));
        Assert.Equal(State.Running, await storage.GetFlowStateAsync());

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal(State.Running, await late.StateAsync("f0"));
        await storage.SetFlowStateAsync(State.Success);
        Assert.Equal(State.Success, await late.StateAsync("f0"));
    }

    [Fact]
    public async Task LateWrite_OfANewAtom_DoesNotMakeItTwice()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", OnceOnly);
        await storage.SetFlowStateAsync(State.Running);
        late.Network.Hold();
        await Assert.ThrowsAsync<StorageFailureException>(() => storage.EnsureAtomAsync(AtomDeclaration.Task("new")));
        string uuid = await storage.EnsureAtomAsync(AtomDeclaration.Task("new"));

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        FlowDetail stored = await late.Direct.Connect().GetFlowDetailsAsync("f0");
        Assert.Equal(uuid, Assert.Single(stored, atom => atom.Name == "new").Uuid);
    }

    [Fact]
    public async Task LateWrite_AfterItsRepetition_IsNotMadeAgain()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", _repeating);
        await storage.SaveAsync("retry", 1);
        late.Network.Hold();
        await storage.SaveAsync("retry", 2);
        await storage.SaveAsync("retry", 3);

        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal([1, 2, 3], await AttemptsAsync(late));
        await storage.SaveAsync("retry", 4);
        Assert.Equal([1, 2, 3, 4], await AttemptsAsync(late));
    }

    [Fact]
    public async Task LateWrite_BeforeItsRepetition_IsKnownAsItsOwn()
    {
        await using LateWriter late = await LateAsync();
        await using FlowStorage storage = await FlowStorage.OpenAsync(late.Backend, "f0", _repeating);
        await storage.SaveAsync("retry", 1);
        late.Network.Hold();
        Task saving = storage.SaveAsync("retry", 2);
        await late.Network.GivenUpAsync().WaitAsync(Patience);
        await late.Network.ReleaseAsync().WaitAsync(Patience);

        Assert.Equal([1, 2], await AttemptsAsync(late));
        await saving.WaitAsync(Patience);
        await storage.SaveAsync("retry", 3);

        Assert.Equal([1, 2, 3], await AttemptsAsync(late));
    }

    private static async Task<IEnumerable<int>> AttemptsAsync(LateWriter late) =>
        Assert.IsType<RetryDetail>(await late.ReadAsync("f0r")).Attempts.Select(attempt => attempt.Value!.To<int>());

    private async Task<LateWriter> LateAsync()
    {
        var (_, database) = await CreateAsync();
        IBackend direct = await OpenAsync(database, BookOf(flows: 1, tasks: 1));
        var through = new DbConnectionStringBuilder { ConnectionString = database.ConnectionString };
        var network = new HoldingNetwork(int.Parse((string)through["Port"], CultureInfo.InvariantCulture));
        through["Port"] = $"{network.Port}";
        return new LateWriter(network, direct, Kind.Open(through.ConnectionString, _impatience, connectTimeout: Patience));
    }

    /// <summary>A backend whose writes can be made to come late, and another one that sees what has become of them.</summary>
    private sealed record LateWriter(HoldingNetwork Network, IBackend Direct, IBackend Backend) : IAsyncDisposable
    {
        /// <summary>Makes a write that gets no answer, and is held back.</summary>
        public async Task GiveUpAsync(Func<Task> write)
        {
            Network.Hold();
            Assert.True((await Assert.ThrowsAsync<StorageFailureException>(write)).OutcomeUnknown);
        }

        public Task<AtomDetail> ReadAsync(string uuid) => Direct.Connect().GetAtomDetailsAsync(uuid);

        public async Task<State?> StateAsync(string flow) => (await Direct.Connect().GetFlowDetailsAsync(flow, lazy: true)).State;

        public async ValueTask DisposeAsync()
        {
            await Backend.DisposeAsync();
            await Direct.DisposeAsync();
            await Network.DisposeAsync();
        }
    }
}
