using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
public sealed class PostgresFlowStorageConformance : FlowStorageConformance
{
    protected override async Task<IConformanceStore> CreateStoreAsync()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        return await EmbeddedStore.OpenAsync(database.Open(), database.Open());
    }
}
