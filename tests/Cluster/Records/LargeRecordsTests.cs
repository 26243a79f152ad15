using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The largest records that a cluster says it keeps, on a server.</summary>
public abstract class LargeRecordsTests<TKind>(ServerCluster<TKind> cluster) : IAsyncLifetime
    where TKind : IDatabaseKind, new()
{
    private IConnection Connection => cluster.OfClient.Backend.Connect();

    public async Task InitializeAsync()
    {
        await Connection.ClearAllAsync();
        var book = new LogBook("book", "b");
        book.Add(new FlowDetail("flow", "f") { new TaskDetail("task", "t"), new RetryDetail("retry", "r") });
        await Connection.SaveLogBookAsync(book);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AResultOf64MiB_SavedByAStorage_IsReadBackWhole()
    {
        Document result = Document.From(new string('x', 64 * 1024 * 1024));
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync("f");

        await storage.SaveAsync("task", result);

        Assert.Equal(result, (await cluster.OfSilo(1).Backend.Connect().GetAtomDetailsAsync("t")).LastResults);
    }

    [Fact]
    public async Task ARetryOf10000Attempts_IsReadBackWhole()
    {
        var retry = new RetryDetail("retry", "r")
        {
            Attempts = [.. Enumerable.Range(0, 10_000).Select(number => new RetryAttempt(Document.From($"result {number}")))],
        };

        await Connection.UpdateAtomDetailsAsync(retry);

        var stored = (RetryDetail)await cluster.OfSilo(1).Backend.Connect().GetAtomDetailsAsync("r");
        Assert.Equal(retry.Attempts.Select(attempt => attempt.Value), stored.Attempts.Select(attempt => attempt.Value));
    }
}
