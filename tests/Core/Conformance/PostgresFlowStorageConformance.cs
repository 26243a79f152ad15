using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
public sealed class PostgresFlowStorageConformance(ServerStore<PostgresKind> store) : FlowStorageConformance, IClassFixture<ServerStore<PostgresKind>>
{
    protected override Task<IConformanceStore> CreateStoreAsync() => store.OpenEmptyAsync();
}
