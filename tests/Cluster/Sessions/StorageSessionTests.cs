using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>How long what only memory holds is there: as long as a session is open.</summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class StorageSessionTests(FaultyCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    private static readonly Dictionary<string, Document> _values = new() { ["transient"] = Document.From("value") };

    private IStorageGrain Grain => cluster.Cluster.Client.GetGrain<IStorageGrain>(GrainKeys.Of(FlowUuid));

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task TransientValues_WhileASessionIsOpen_OutliveACollectionOfIdleGrains()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.InjectAsync(_values, transient: true);
        await storage.InjectAtomArgsAsync("later", new Dictionary<string, Document> { ["own"] = Document.From(1) });

        await cluster.ForgetAsync();

        Assert.Equal("value", await storage.FetchAsync<string>("transient"));
        var mapped = await storage.FetchMappedArgsAsync(new Dictionary<string, string> { ["x"] = "own" }, "later");
        Assert.Equal(Document.From(1), mapped["x"]);
    }

    [Fact]
    public async Task TransientValues_OfOneSession_AreSharedWithAnotherUntilTheLastIsClosed()
    {
        IFlowStorage first = await cluster.OfClient.OpenAsync(FlowUuid);
        await first.InjectAsync(_values, transient: true);
        IFlowStorage second = await cluster.OfSilo(1).OpenAsync(FlowUuid);
        Assert.Equal("value", await second.FetchAsync<string>("transient"));

        await first.DisposeAsync();
        Assert.Equal("value", await second.FetchAsync<string>("transient"));

        await second.DisposeAsync();
        await using IFlowStorage third = await cluster.OfClient.OpenAsync(FlowUuid);
        await Assert.ThrowsAsync<NotFoundException>(() => third.FetchAsync("transient"));
    }

    [Fact]
    public async Task Session_WhoseGrainForgotIt_GoesOnWithWhatWasStoredAndWhatAtomsProvide()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("task", "result")]);
        await storage.SaveAsync("task", 5);
        await storage.InjectAsync(_values, transient: true);

        // As when its silo dies.
        await Grain.DropAsync();

        Assert.Equal(5, await storage.FetchAsync<int>("result"));
        await Assert.ThrowsAsync<NotFoundException>(() => storage.FetchAsync("transient"));
        await Grain.DropAsync();
        await storage.SaveAsync("task", 6);
        Assert.Equal(6, await storage.FetchAsync<int>("result"));
    }

    [Fact]
    public async Task Session_LostToManyCallersAtOnce_IsOpenedAgainForAllOfThem()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("task", "result")]);
        await storage.SaveAsync("task", 5);
        await Grain.DropAsync();

        int[] fetched = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => storage.FetchAsync<int>("result")));

        Assert.All(fetched, value => Assert.Equal(5, value));
    }

    [Fact]
    public async Task Call_AfterDispose_IsRefused()
    {
        IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.DisposeAsync();
        await storage.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => storage.GetFlowStateAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => storage.SetFlowStateAsync(State.Running));
    }
}
