using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DirectoryFlowStorageConformance : FlowStorageConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        var folder = new StoreFolder();
        return EmbeddedStore.OpenAsync(folder.Open(), folder.Open(), folder.Dispose);
    }
}
