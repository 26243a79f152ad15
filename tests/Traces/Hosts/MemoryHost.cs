namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Memory: a store of its own for each trace.</summary>
internal sealed class MemoryHost : IBackendHost
{
    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        var backend = new MemoryBackend();
        await backend.Connect().UpgradeAsync();
        return new EmbeddedFlowStorages(backend);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
