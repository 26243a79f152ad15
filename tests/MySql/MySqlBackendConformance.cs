using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

public sealed class MySqlBackendConformance(ServerStore<MariaDbKind> store) : BackendConformance, IClassFixture<ServerStore<MariaDbKind>>
{
    protected override Task<IConformanceStore> CreateStoreAsync() => store.OpenEmptyAsync();
}
