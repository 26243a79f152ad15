using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MemoryBackendConformance : BackendConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        var backend = new MemoryBackend();
        return EmbeddedStore.OpenAsync(backend, backend);
    }
}
