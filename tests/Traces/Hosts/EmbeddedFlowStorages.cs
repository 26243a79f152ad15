namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>The storage of flows in this process, over one backend.</summary>
internal sealed class EmbeddedFlowStorages(IBackend backend) : IFlowStorageFactory
{
    public IBackend Backend => backend;

    public async Task<IFlowStorage> OpenAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        await FlowStorage.OpenAsync(backend, flowUuid, _options, cancellationToken: cancellationToken);

    // Traces provoke errors on purpose; none of them goes away by waiting.
    private static readonly FlowStorageOptions _options = new() { AttemptDelay = TimeSpan.Zero };
}
