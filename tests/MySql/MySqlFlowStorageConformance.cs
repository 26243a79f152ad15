using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
public sealed class MySqlFlowStorageConformance : FlowStorageConformance
{
    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        MariaDbDatabase database = await MariaDbDatabase.CreateAsync();
        return await EmbeddedStore.OpenAsync(database.Open(), database.Open());
    }
}
