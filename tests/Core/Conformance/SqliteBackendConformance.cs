using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteBackendConformance : BackendConformance
{
    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        var folder = new SqliteFolder();
        return EmbeddedStore.OpenAsync(folder.Open(), folder.Open(), folder.Dispose);
    }
}
