using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class MemoryLimitConformance : LimitConformance
{
    protected override int? RecordSize => null;

    protected override int? UuidLength => null;

    protected override Task<IConformanceStore> CreateStoreAsync()
    {
        var backend = new MemoryBackend();
        return EmbeddedStore.OpenAsync(backend, backend);
    }

    protected override Task<IConformanceStore> CreateUnlimitedStoreAsync() => CreateStoreAsync();
}
