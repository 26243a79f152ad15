using Orleans.TaskFlow.Tests.Servers;
using Xunit.Abstractions;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "mysql")]
public sealed class MariaDbPeerResume(ITestOutputHelper output) : PeerResumeSuite(output)
{
    protected override async Task<string> CreateBackendAsync()
    {
        MySqlBackend.Register();
        return (await (await SharedServers.MariaDbAsync()).CreateDatabaseAsync()).Uri;
    }
}
