using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteLimitConformance : LimitConformance
{
    protected override int? RecordSize => 100_000;

    protected override int? UuidLength => null;

    protected override Task<IConformanceStore> CreateStoreAsync() => CreateAsync(new SqliteFolder(), RecordSize!.Value);

    protected override Task<IConformanceStore> CreateUnlimitedStoreAsync() => CreateAsync(new SqliteFolder(), RecordLimit.Default);

    private static Task<IConformanceStore> CreateAsync(SqliteFolder folder, int maxRecordSize) =>
        EmbeddedStore.OpenAsync(folder.Open(maxRecordSize: maxRecordSize), folder.Open(), folder.Dispose);
}
