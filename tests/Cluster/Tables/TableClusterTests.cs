using Orleans.TaskFlow.Tests.Conformance;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A database that a cluster keeps its tables in, and that programs without a cluster open too.</summary>
public abstract class TableClusterTests(IDatabaseKind kind) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    private string _database = null!;
    private string[] _settings = null!;
    private SiloCluster _cluster = null!;
    private IBackend _embedded = null!;

    public async Task InitializeAsync()
    {
        _database = await kind.CreateAsync();
        _settings = kind.SettingsFor(_database, "Tables");
        _cluster = await SiloCluster.StartAsync(silos: 2, _settings);
        _embedded = kind.Embedded(_database);
        await _cluster.OfClient.Backend.Connect().SaveLogBookAsync(SampleRecords.Book());
    }

    public async Task DisposeAsync()
    {
        await _embedded.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task HandOver_ClusterToEmbeddedAndBack_EachGoesOnWhereTheOtherEnded()
    {
        IFlowStorage storage = await _cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("first", "one"), AtomDeclaration.Task("second", "two"), AtomDeclaration.Retry("again")]);
        await storage.SetFlowStateAsync(State.Running);
        await storage.SaveAsync("first", 1);
        await storage.InjectAsync("given", "by the cluster");
        await storage.DisposeAsync();
        await _cluster.DisposeAsync();

        await using (FlowStorage alone = await FlowStorage.OpenAsync(_embedded, FlowUuid))
        {
            await alone.EnsureAtomsAsync([AtomDeclaration.Task("first", "one"), AtomDeclaration.Task("second", "two"), AtomDeclaration.Retry("again")]);
            Assert.Equal(State.Running, await alone.GetFlowStateAsync());
            Assert.Equal(1, await alone.FetchAsync<int>("one"));
            Assert.Equal("by the cluster", await alone.FetchAsync<string>("given"));
            Assert.Equal(State.Pending, await alone.GetAtomStateAsync("second"));
            await alone.SaveAsync("second", 2);
            await alone.SaveAsync("again", "attempt");
            await alone.SetFlowStateAsync(State.Success);
        }

        _cluster = await SiloCluster.StartAsync(silos: 2, _settings);
        storage = await _cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("first", "one"), AtomDeclaration.Task("second", "two"), AtomDeclaration.Task("third")]);
        Assert.Equal(State.Success, await storage.GetFlowStateAsync());
        Assert.Equal((1, 2), (await storage.FetchAsync<int>("one"), await storage.FetchAsync<int>("two")));
        Assert.Single((await storage.GetRetryHistoryAsync("again")).Attempts);
        await storage.SaveAsync("third", 3);
        Assert.Equal(3, (await _embedded.Connect().GetFlowDetailsAsync(FlowUuid)).Single(atom => atom.Name == "third").LastResults.To<int>());
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Embedded_AtTheSameTimeAsTheCluster_TheSecondWriterOfARecordIsRefusedAndReadsAgain()
    {
        await using IFlowStorage ours = await _cluster.OfClient.OpenAsync(FlowUuid);
        await using FlowStorage alone = await FlowStorage.OpenAsync(_embedded, FlowUuid, new FlowStorageOptions { AttemptDelay = TimeSpan.Zero });
        await alone.SaveAsync("later", "embedded");

        await Assert.ThrowsAsync<StaleWriteException>(() => ours.SaveAsync("later", "cluster's"));
        Assert.Equal("embedded", await ours.GetExecuteResultAsync<string>("later"));
        await ours.SaveAsync("later", "cluster's, knowing");
        await Assert.ThrowsAsync<StaleWriteException>(() => alone.SaveAsync("later", "embedded again"));

        Assert.Equal("cluster's, knowing", await alone.GetExecuteResultAsync<string>("later"));
    }

    [Fact]
    public async Task Storage_WhoseFlowAnotherActivationHasTaken_IsRefusedOnceAndThenOwnsItAgain()
    {
        await using IFlowStorage ours = await _cluster.OfClient.OpenAsync(FlowUuid);
        await ours.EnsureAtomsAsync([AtomDeclaration.Task("known", "value")]);
        await ours.SaveAsync("known", 1);
        IConnection rival = await _embedded.TakeAsync(FlowUuid);

        // The rival has written nothing: it is the epoch alone that tells.
        await Assert.ThrowsAsync<StaleWriteException>(() => ours.SaveAsync("known", 2));
        await ours.SaveAsync("known", 3);

        Assert.Equal(3, await ours.FetchAsync<int>("value"));
        await Assert.ThrowsAsync<StaleWriteException>(() => rival.UpdateAtomDetailsAsync(new TaskDetail("later", SampleRecords.LastTaskUuid)));
        Assert.Equal(["3"], await ResultsAsync("known"));
    }

    [Fact]
    public async Task Destroy_OfALogBookWhoseFlowIsOpen_EndsItsStorage()
    {
        await using IFlowStorage ours = await _cluster.OfClient.OpenAsync(FlowUuid);

        await _cluster.OfSilo(1).Backend.Connect().DestroyLogBookAsync(SampleRecords.BookUuid);

        await Assert.ThrowsAsync<NotFoundException>(() => ours.SetFlowStateAsync(State.Running));
        await Assert.ThrowsAsync<NotFoundException>(() => ours.GetFlowStateAsync());
    }

    [Fact]
    public async Task EnsureAtoms_NeverWritten_AreRowsAndAreFoundByTheirUuidAlone()
    {
        await using IFlowStorage ours = await _cluster.OfClient.OpenAsync(FlowUuid);
        string uuid = await ours.EnsureAtomAsync(AtomDeclaration.Task("ensured"));

        Assert.Equal(
            [$"{uuid}|PENDING|EXECUTE|TASK_DETAIL"],
            await kind.QueryAsync(_database, "SELECT uuid, state, intention, atom_type FROM atomdetails WHERE name = 'ensured'"));
        Assert.Equal(State.Pending, (await _cluster.OfClient.Backend.Connect().GetAtomDetailsAsync(uuid)).State);
    }

    [Fact]
    public async Task SetFlowState_WithManyAtoms_WritesTheFlowsRowAlone()
    {
        await using IFlowStorage ours = await _cluster.OfClient.OpenAsync(FlowUuid);
        await ours.EnsureAtomsAsync([.. Enumerable.Range(0, 50).Select(number => AtomDeclaration.Task($"atom {number}"))]);
        const string Atoms = "SELECT uuid, revision, updated_at FROM atomdetails ORDER BY uuid";
        const string Flow = "SELECT state, revision FROM flowdetails WHERE uuid = 'flow-2'";
        var atoms = await kind.QueryAsync(_database, Atoms);
        var flow = await kind.QueryAsync(_database, Flow);

        await ours.SetFlowStateAsync(State.Running);

        Assert.Equal(atoms, await kind.QueryAsync(_database, Atoms));
        Assert.NotEqual(flow, await kind.QueryAsync(_database, Flow));
    }

    private async Task<string[]> ResultsAsync(string atom) =>
        [.. (await _embedded.Connect().GetFlowDetailsAsync(FlowUuid)).Where(detail => detail.Name == atom).Select(detail => detail.LastResults.ToString())];
}
