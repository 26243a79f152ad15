using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A storage that is forgotten while a call of it is under way: who opens the flow next sees what that call did.</summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class ForgottenStorageTests(FaultyCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync()
    {
        _mayWrite.TrySetResult();
        cluster.Storage.Heal();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Open_WhileAWriteOfAClosedSessionIsUnderWay_ShowsWhatWasWritten()
    {
        IFlowStorage first = await cluster.OfClient.OpenAsync(FlowUuid);
        cluster.Storage.BeforeWrite = () =>
        {
            _writing.TrySetResult();
            return _mayWrite.Task;
        };
        Task saving = first.SaveAsync("later", "written late");
        await _writing.Task;
        await first.DisposeAsync();

        Task<IFlowStorage> opening = cluster.OfClient.OpenAsync(FlowUuid);
        // Time enough to read the flow too early.
        await Task.WhenAny(opening, Task.Delay(TimeSpan.FromMilliseconds(500)));
        _mayWrite.SetResult();
        await saving;

        await using IFlowStorage second = await opening;
        Assert.Equal("written late", await second.GetExecuteResultAsync<string>("later"));
    }
}
