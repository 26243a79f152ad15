namespace Orleans.TaskFlow;

/// <summary>Flows and atoms that are grains with a record each.</summary>
internal sealed class RecordedFlows(IGrainFactory grains, MessageLimit limit) : IFlowKeeping
{
    public Task<IBackend> TakeAsync(string flowUuid) => Task.FromResult<IBackend>(new FencedClusterBackend(grains, limit));
}
