using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "mysql")]
[Trait("Needs", "own-mysql")]
public sealed class MariaDbRestarts(ITestOutputHelper output) : RestartedServerSuite(output)
{
    private protected override async Task<RestartedStore> StartAsync()
    {
        MySqlBackend.Register();
        return await RestartedServer.OfAsync(await MariaDbServer.StartAsync());
    }
}
