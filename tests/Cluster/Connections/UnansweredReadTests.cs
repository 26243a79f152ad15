using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reading which factory made a flow, which the runner does first, while a silo has just died.</summary>
public sealed class UnansweredReadTests
{
    private int _reads;
    private int _stops;

    [Fact]
    public async Task Suspend_WhoseFirstReadGetsNoAnswer_ReadsAgainAndStopsTheFlow()
    {
        await Runner(new StorageFailureException("No answer.", new TimeoutException("Response did not arrive on time."))).SuspendAsync("f");

        Assert.Equal((2, 1), (_reads, _stops));
    }

    [Fact]
    public async Task Suspend_WhoseStoreFails_SaysSoAtOnce()
    {
        var failure = new StorageFailureException("The store is gone.", new IOException());

        Assert.Same(failure, await Assert.ThrowsAsync<StorageFailureException>(() => Runner(failure).SuspendAsync("f")));

        Assert.Equal((1, 0), (_reads, _stops));
    }

    private ClusterFlowRunner Runner(Exception firstRead)
    {
        var detail = new FlowDetail("flow", "f");
        detail.Meta = detail.Meta.Add("factory", Document.From(new Dictionary<string, string> { ["name"] = "ship" }));
        var connection = Answering.As<IConnection>(_ => ++_reads == 1 ? Task.FromException<FlowDetail>(firstRead) : Task.FromResult(detail));
        var engine = Answering.As<IEngineGrain>(_ =>
        {
            _stops++;
            return Task.CompletedTask;
        });
        return new ClusterFlowRunner(
            Answering.As<IGrainFactory>(_ => engine), Answering.As<IBackend>(_ => connection), MessageLimit.Default);
    }
}
