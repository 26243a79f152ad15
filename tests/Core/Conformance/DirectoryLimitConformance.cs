using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DirectoryLimitConformance : LimitConformance
{
    protected override int? RecordSize => 100_000;

    protected override int? UuidLength => ItemFileName.MaxBytes;

    protected override Task<IConformanceStore> CreateStoreAsync() => CreateAsync(new StoreFolder(), RecordSize!.Value);

    protected override Task<IConformanceStore> CreateUnlimitedStoreAsync() => CreateAsync(new StoreFolder(), RecordLimit.Default);

    private static Task<IConformanceStore> CreateAsync(StoreFolder folder, int maxRecordSize) =>
        EmbeddedStore.OpenAsync(folder.Open(maxRecordSize: maxRecordSize), folder.Open(), folder.Dispose);
}
