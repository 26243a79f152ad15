using System.Collections.Immutable;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A flow that changes between the calls in which it is read.</summary>
public sealed class ChangingFlowTests
{
    [Fact]
    public async Task GetFlowDetails_OfAFlowMadeAgainWithFewerAtoms_FailsAndCanBeRepeated()
    {
        int pages = 0;
        var grain = Answering.As<IFlowDetailGrain>(call => call switch
        {
            nameof(IFlowDetailGrain.ReadAsync) =>
                new ValueTask<FlowSnapshot>(new FlowSnapshot { Flow = new FlowDetail("flow", "f"), Revision = 1, AtomCount = 2 }),
            _ when pages++ == 0 => new ValueTask<ImmutableArray<AtomRecord>>([]),
            _ => throw new InvalidOperationException("It was asked again and again."),
        });
        IConnection connection = new ClusterBackend(Answering.As<IGrainFactory>(_ => grain)).Connect();

        var error = await Assert.ThrowsAsync<StorageFailureException>(() => connection.GetFlowDetailsAsync("f"));

        Assert.Equal(1, pages);
        Assert.Contains("'flow' (f)", error.Message, StringComparison.Ordinal);
    }
}
