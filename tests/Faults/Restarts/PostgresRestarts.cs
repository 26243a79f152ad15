using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "postgres")]
[Trait("Needs", "own-postgres")]
public sealed class PostgresRestarts(ITestOutputHelper output) : RestartedServerSuite(output)
{
    private protected override async Task<RestartedStore> StartAsync() => await RestartedServer.OfAsync(await PostgresServer.StartAsync());
}
