using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A caller in the silo that holds a flow, who reads it without a message, sees it as everybody else does.</summary>
[Collection(MemoryClusterCollection.Name)]
public sealed class LocalReadsTests(MemoryCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    public async Task InitializeAsync()
    {
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Open_InASilo_ReadsWithoutMessages()
    {
        await using IFlowStorage storage = await cluster.OfSilo(0).OpenAsync(FlowUuid);

        Assert.IsType<LocalFlowStorage>(storage);
        Assert.True(storage.GetFlowStateAsync().IsCompleted);
    }

    [Fact]
    public async Task Read_AfterAWriteFromElsewhere_ShowsIt()
    {
        await using IFlowStorage inSilo = await cluster.OfSilo(0).OpenAsync(FlowUuid);
        await using IFlowStorage outside = await cluster.OfClient.OpenAsync(FlowUuid);

        await outside.SaveAsync("later", "from outside");

        Assert.Equal("from outside", await inSilo.GetExecuteResultAsync<string>("later"));
    }

    [Fact]
    public async Task Read_AfterTheFlowsBookIsDestroyed_IsNotFound()
    {
        await using IFlowStorage inSilo = await cluster.OfSilo(0).OpenAsync(FlowUuid);

        await cluster.OfClient.Backend.Connect().DestroyLogBookAsync(SampleRecords.BookUuid);

        await Assert.ThrowsAsync<NotFoundException>(() => inSilo.GetFlowStateAsync());
    }

    [Fact]
    public async Task Read_AfterDispose_IsRefused()
    {
        IFlowStorage inSilo = await cluster.OfSilo(0).OpenAsync(FlowUuid);

        await inSilo.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => inSilo.GetFlowStateAsync());
    }
}
