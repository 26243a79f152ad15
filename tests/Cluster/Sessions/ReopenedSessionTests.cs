using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A session that its grain forgot is never answered by a storage that does not know yet what the atoms provide.</summary>
[Collection(FaultyClusterCollection.Name)]
public sealed class ReopenedSessionTests(FaultyCluster cluster) : IAsyncLifetime
{
    private const string FlowUuid = SampleRecords.SecondFlowUuid;

    public async Task InitializeAsync()
    {
        cluster.Storage.Heal();
        IConnection connection = cluster.OfClient.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.SaveLogBookAsync(SampleRecords.Book());
    }

    public Task DisposeAsync()
    {
        cluster.Storage.Heal();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Call_CancelledWhileTheSessionIsOpenedAgain_LeavesTheOthersWhatAtomsProvide()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("task", "result")]);
        await storage.SaveAsync("task", 5);
        await cluster.ForgetAsync();
        var (reading, mayRead) = (Signal(), Signal());
        cluster.Storage.BeforeRead = () =>
        {
            reading.TrySetResult();
            return mayRead.Task;
        };
        using var cancellation = new CancellationTokenSource();

        Task cancelled = storage.FetchAsync("result", cancellation.Token);
        await reading.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        mayRead.SetResult();
        await using IFlowStorage other = await cluster.OfSilo(1).OpenAsync(FlowUuid);

        Assert.Equal(5, await storage.FetchAsync<int>("result"));
    }

    [Fact]
    public async Task FetchMany_InASessionOpenedAgain_AsksProvidersInTheOrderOfBefore()
    {
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(FlowUuid);
        await storage.EnsureAtomsAsync([AtomDeclaration.Task("new", "value"), AtomDeclaration.Task("later", "value")]);
        await storage.SaveAsync("new", "of the new one");
        await storage.SaveAsync("later", "of the one that was there");
        IReadOnlyList<Document> before = await storage.FetchManyAsync("value");

        await cluster.ForgetAsync();

        Assert.Equal([Document.From("of the one that was there"), Document.From("of the new one")], before);
        Assert.Equal(before, await storage.FetchManyAsync("value"));
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
