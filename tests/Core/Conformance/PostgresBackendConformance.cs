using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class PostgresBackendConformance : BackendConformance
{
    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        return await EmbeddedStore.OpenAsync(database.Open(), database.Open());
    }
}
