using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
public sealed class PostgresLimitConformance : LimitConformance
{
    protected override int? RecordSize => 100_000;

    protected override int? UuidLength => 255;

    protected override Task<IConformanceStore> CreateStoreAsync() => CreateAsync(RecordSize!.Value);

    protected override Task<IConformanceStore> CreateUnlimitedStoreAsync() => CreateAsync(RecordLimit.Default);

    private static async Task<IConformanceStore> CreateAsync(int maxRecordSize)
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        return await EmbeddedStore.OpenAsync(
            new PostgresBackend(new PostgresBackendOptions { ConnectionString = database.Named.ConnectionString, MaxRecordSize = maxRecordSize }),
            database.Open());
    }
}
