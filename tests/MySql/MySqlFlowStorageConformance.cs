using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
public sealed class MySqlFlowStorageConformance(ServerStore<MariaDbKind> store) : FlowStorageConformance, IClassFixture<ServerStore<MariaDbKind>>
{
    protected override Task<IConformanceStore> CreateStoreAsync() => store.OpenEmptyAsync();
}
