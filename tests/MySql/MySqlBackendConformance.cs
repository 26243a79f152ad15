using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

[Trait("Needs", "mysql")]
public sealed class MySqlBackendConformance(ServerStore<MariaDbKind> store) : BackendConformance, IClassFixture<ServerStore<MariaDbKind>>
{
    protected override Task<IConformanceStore> CreateStoreAsync() => store.OpenEmptyAsync();
}
