using Orleans.TaskFlow.Tests.Conformance;
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

    [Fact]
    public async Task AFlowOf1000AtomsAmong100FlowsAnd100LogBooks_IsReadBackInItsOrder()
    {
        var book = new LogBook("book", "many");
        var large = new FlowDetail("large", "large");
        Array.ForEach([.. Enumerable.Range(0, 1000)], number => large.Add(new TaskDetail($"task {number}", $"large-{number}")));
        book.Add(large);
        Array.ForEach([.. Enumerable.Range(0, 100)], number => book.Add(new FlowDetail("flow", $"many-{number}") { new TaskDetail("task", $"many-{number}") }));

        await Connection.SaveLogBookAsync(book);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 100),
            async (number, cancellationToken) => await Connection.SaveLogBookAsync(new LogBook("book", $"book-{number}"), cancellationToken));

        IConnection reader = cluster.OfSilo(1).Backend.Connect();
        Assert.Equal(StoreDump.Of(book), StoreDump.Of(await reader.GetLogBookAsync("many")));
        int listed = 0;
        await foreach (LogBook one in reader.GetLogBooksAsync(lazy: true))
        {
            listed++;
        }

        Assert.Equal(102, listed);
    }
}
