using Orleans.TaskFlow.Tests.Servers;
using Xunit.Abstractions;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "postgres")]
public sealed class PostgresPeerResume(ITestOutputHelper output) : PeerResumeSuite(output)
{
    protected override async Task<string> CreateBackendAsync() => (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).Uri;
}
