using Orleans.TaskFlow.Tests.Servers;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

public sealed class MariaDbPeerResume(ITestOutputHelper output) : PeerResumeSuite(output)
{
    protected override async Task<string> CreateBackendAsync()
    {
        MySqlBackend.Register();
        return (await (await SharedServers.MariaDbAsync()).CreateDatabaseAsync()).Uri;
    }
}
