using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DirectoryBackendConformance : BackendConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        var folder = new StoreFolder();
        return EmbeddedStore.OpenAsync(folder.Open(), folder.Open(), folder.Dispose);
    }
}
