using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

[Trait("Needs", "postgres")]
public sealed class PostgresBackendConformance(ServerStore<PostgresKind> store) : BackendConformance, IClassFixture<ServerStore<PostgresKind>>
{
    protected override Task<IConformanceStore> CreateStoreAsync() => store.OpenEmptyAsync();
}
