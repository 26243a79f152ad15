using Orleans.TaskFlow.Tests.Servers;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults;

public sealed class PostgresPeerResume(ITestOutputHelper output) : PeerResumeSuite(output)
{
    protected override async Task<string> CreateBackendAsync() => (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).Uri;
}
