using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Records that a node of ZooKeeper does not hold, though a message of the cluster does.</summary>
[Trait("Needs", "zookeeper")]
[Collection(ZooKeeperClusterCollection.Name)]
public sealed class ZooKeeperRecordLimitTests(ZooKeeperCluster cluster)
{
    private static readonly string _tooLarge = new('x', 1_000_001);

    private readonly string _flow = $"{Guid.NewGuid()}";

    private IConnection Connection => cluster.OfClient.Backend.Connect();

    [Fact]
    public async Task AResult_ThatIsTooLarge_IsRefusedByNameAndTheAtomStaysAsItWas()
    {
        await Connection.SaveLogBookAsync(new LogBook("book", _flow) { new FlowDetail("flow", _flow) { new TaskDetail("task", $"{_flow}-t") } });
        await using IFlowStorage storage = await cluster.OfClient.OpenAsync(_flow);
        await storage.SaveAsync("task", "fits");

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => storage.SaveAsync("task", _tooLarge));

        Assert.False(refusal.OutcomeUnknown);
        Assert.Contains("Atom 'task'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MaxNodeSize", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Document.From("fits"), (await cluster.OfSilo(1).Backend.Connect().GetAtomDetailsAsync($"{_flow}-t")).LastResults);
        await storage.SaveAsync("task", "fits, too");
        Assert.Equal(Document.From("fits, too"), await storage.GetExecuteResultAsync("task"));
    }

    [Fact]
    public async Task ALogBook_ThatIsTooLarge_IsRefusedByName()
    {
        var book = new LogBook("book", _flow);
        book.Meta = book.Meta.Add("notes", Document.From(_tooLarge));

        var refusal = await Assert.ThrowsAsync<TooLargeException>(() => Connection.SaveLogBookAsync(book));

        Assert.Contains("Logbook 'book'", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => Connection.GetLogBookAsync(_flow));
    }
}
