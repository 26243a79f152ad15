using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Errors reach a caller with type and facts, whether he is in a silo or a client.</summary>
[Collection(MemoryClusterCollection.Name)]
public sealed class ErrorsOfCallsTests(MemoryCluster cluster) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Calls_ThatAreRefused_RaiseWhatTheyPromise(int? silo)
    {
        IFlowStorageFactory factory = silo is { } index ? cluster.OfSilo(index) : cluster.OfClient;
        await using IFlowStorage storage = await factory.OpenAsync(SampleRecords.FirstFlowUuid);
        IConnection connection = factory.Backend.Connect();

        var transition = await Assert.ThrowsAsync<InvalidStateException>(() => storage.ChangeFlowStateAsync(State.Pending));
        Assert.Equal((State.Running, State.Pending), (transition.From, transition.To));

        await storage.InjectAsync("secret", 1);
        await storage.SetAtomStateAsync(IFlowStorage.InjectorName, State.Running);
        var access = await Assert.ThrowsAsync<DisallowedAccessException>(() => storage.FetchAsync("secret"));
        Assert.Equal(State.Running, access.State);

        var noResult = await Assert.ThrowsAsync<NotFoundException>(() => storage.GetExecuteResultAsync(IFlowStorage.InjectorName));
        Assert.Equal(State.Running, Assert.IsType<DisallowedAccessException>(noResult.InnerException).State);

        await Assert.ThrowsAsync<AtomKindException>(() => storage.SetTaskProgressAsync("retry", 0.5));
        await Assert.ThrowsAsync<DuplicateException>(() => storage.EnsureAtomsAsync([AtomDeclaration.Retry("task")]));
        await Assert.ThrowsAsync<InvalidFormatException>(() => storage.SaveAsync("task", Document.From(1), State.Failure));
        await Assert.ThrowsAsync<ArgumentException>(() => storage.EnsureAtomsAsync([AtomDeclaration.Task("")]));
        var progress = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => storage.SetTaskProgressAsync("task", 2));
        Assert.Contains("'task'", progress.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => factory.OpenAsync("no-such-flow"));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.GetLogBookAsync("no-such-book"));
    }

    [Fact]
    public async Task Calls_WithArgumentsThatNothingCanBeDoneWith_NameThem()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(SampleRecords.FirstFlowUuid);

        var progress = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => storage.SetTaskProgressAsync("task", 2));
        Assert.Equal(("progress", 2.0), (progress.ParamName, progress.ActualValue));
        var unnamed = await Assert.ThrowsAsync<ArgumentException>(() => storage.EnsureAtomsAsync([AtomDeclaration.Task("")]));
        Assert.Equal("atoms", unnamed.ParamName);
        Assert.Equal("atomName", (await Assert.ThrowsAsync<ArgumentNullException>(() => storage.GetAtomStateAsync(null!))).ParamName);
        Assert.Equal("atomName", (await Assert.ThrowsAsync<ArgumentNullException>(() => storage.SaveAsync(null!, Document.From(1)))).ParamName);
        Assert.Equal("name", (await Assert.ThrowsAsync<ArgumentNullException>(() => storage.FetchAsync(null!))).ParamName);
        Assert.Equal("taskName", (await Assert.ThrowsAsync<ArgumentNullException>(() => storage.SetTaskProgressAsync(null!, 1))).ParamName);
        Assert.Equal("failure", (await Assert.ThrowsAsync<ArgumentNullException>(() => storage.SaveFailureAsync("task", null!))).ParamName);
    }

    [Fact]
    public async Task OpenStorage_OfAFlowThatIsDestroyed_IsNotFoundFromThenOn()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(SampleRecords.FirstFlowUuid);
        await storage.SaveAsync("task", 1);

        await cluster.OfSilo(1).Backend.Connect().DestroyLogBookAsync(SampleRecords.BookUuid);

        await Assert.ThrowsAsync<NotFoundException>(() => storage.GetAtomStateAsync("task"));
        await Assert.ThrowsAsync<NotFoundException>(() => storage.SaveAsync("task", 2));
    }
}
