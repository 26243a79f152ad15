using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.MySql;

public sealed class MySqlBackendConformance : BackendConformance
{
    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        MariaDbDatabase database = await MariaDbDatabase.CreateAsync();
        return await EmbeddedStore.OpenAsync(database.Open(), database.Open());
    }
}
