using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Atoms that were ensured and never written: only their flow lists them.</summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class UnwrittenAtomsTests(FaultyCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    private IConnection Connection => cluster.OfClient.Backend.Connect();

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        await Connection.ClearAllAsync();
        await Connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EnsureAtoms_OfAHundredNewOnes_IsOneWrite()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        int before = cluster.Storage.Writes;

        await storage.EnsureAtomsAsync([.. Enumerable.Range(0, 100).Select(number => AtomDeclaration.Task($"atom {number}"))]);

        Assert.Equal(before + 1, cluster.Storage.Writes);
        FlowDetail stored = await Connection.GetFlowDetailsAsync(FlowUuid);
        Assert.Equal(101, stored.Count);
        Assert.All(stored.Skip(1), atom => Assert.Equal((State.Pending, Intention.Execute), (atom.State, atom.Intention)));
    }

    [Fact]
    public async Task GetFlowDetails_OfMoreThanOneMessageShouldCarry_GivesEveryAtomInItsOrder()
    {
        var flow = new FlowDetail("second flow", FlowUuid);
        foreach (int number in Enumerable.Range(0, 300))
        {
            flow.Add(new TaskDetail($"atom {number}", $"large-{number}") { Results = Document.From(new string('x', number % 3 == 0 ? 100_000 : 1)) });
        }

        await Connection.UpdateFlowDetailsAsync(flow);

        FlowDetail stored = await Connection.GetFlowDetailsAsync(FlowUuid);
        Assert.Equal(flow.Select(atom => (atom.Uuid, atom.LastResults)), stored.Skip(1).Select(atom => (atom.Uuid, atom.LastResults)));
    }

    [Fact]
    public async Task SetState_OfOneAtom_IsOneWrite()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("atom")]);
        int before = cluster.Storage.Writes;

        await storage.SetAtomStateAsync("atom", State.Running);
        await storage.SetAtomStateAsync("atom", State.Running);

        Assert.Equal(before + 1, cluster.Storage.Writes);
    }

    [Fact]
    public async Task SetStatus_OfOneAtom_IsOneWrite()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("atom")]);
        int before = cluster.Storage.Writes;

        await storage.SetAtomStatusAsync("atom", new AtomStatus(State.Running, Intention.Revert));

        Assert.Equal(before + 1, cluster.Storage.Writes);
        AtomDetail stored = (await Connection.GetFlowDetailsAsync(FlowUuid)).Single(atom => atom.Name == "atom");
        Assert.Equal((State.Running, Intention.Revert), (stored.State, stored.Intention));
    }

    [Fact]
    public async Task UpdateAtomDetails_OfADetailReadThroughItsFlow_WritesIt()
    {
        string uuid = await EnsureAsync(new AtomDeclaration("atom") { Version = "7" });
        AtomDetail detail = (await Connection.GetFlowDetailsAsync(FlowUuid)).Find(uuid)!;
        Assert.Equal("7", detail.Version);
        detail.State = State.Success;

        AtomDetail returned = await Connection.UpdateAtomDetailsAsync(detail);

        Assert.Equal(State.Success, returned.State);
        Assert.Equal(StoreDump.Of(detail), StoreDump.Of(await Connection.GetAtomDetailsAsync(uuid)));
    }

    // Differs from other backends: without its flow nobody knows of such an atom, and asking every flow would cost more than it is worth.
    [Fact]
    public async Task GetAtomDetails_ByTheUuidAlone_IsNotFoundUntilItIsWritten()
    {
        string uuid = await EnsureAsync(AtomDeclaration.Task("atom"));

        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetAtomDetailsAsync(uuid));

        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.SetAtomStateAsync("atom", State.Running);
        Assert.Equal(State.Running, (await Connection.GetAtomDetailsAsync(uuid)).State);
    }

    [Fact]
    public async Task UpdateFlowDetails_WithADetailOfOne_WritesItUnderItsListedName()
    {
        string uuid = await EnsureAsync(AtomDeclaration.Retry("atom"));
        var flow = new FlowDetail("second flow", FlowUuid);
        flow.Add(new RetryDetail("renamed", uuid) { State = State.Running, RevertResults = Document.From(1) });

        await Connection.UpdateFlowDetailsAsync(flow);

        AtomDetail stored = await Connection.GetAtomDetailsAsync(uuid);
        Assert.Equal(("atom", State.Running), (stored.Name, stored.State));
        Assert.True(stored.RevertResults.IsNull);
    }

    [Fact]
    public async Task SaveLogBook_WithAnAtomOrFlowOfAnother_IsADuplicate()
    {
        var book = new LogBook("thief", "thief");
        var flow = new FlowDetail("own", "own");
        flow.Add(SampleRecords.Task());
        book.Add(flow);
        var atom = await Assert.ThrowsAsync<DuplicateException>(() => Connection.SaveLogBookAsync(book));
        Assert.Contains(SampleRecords.FirstFlowUuid, atom.Message, StringComparison.Ordinal);

        book = new LogBook("thief", "thief");
        book.Add(new FlowDetail("second flow", FlowUuid));
        var stolen = await Assert.ThrowsAsync<DuplicateException>(() => Connection.SaveLogBookAsync(book));
        Assert.Contains(SampleRecords.BookUuid, stolen.Message, StringComparison.Ordinal);

        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetLogBookAsync("thief"));
    }

    private async Task<string> EnsureAsync(AtomDeclaration atom)
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        return await storage.EnsureAtomAsync(atom);
    }
}
