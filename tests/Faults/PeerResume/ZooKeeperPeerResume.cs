using Orleans.TaskFlow.Tests.Servers;
using Xunit.Abstractions;
using Xunit;

namespace Orleans.TaskFlow.Tests.Faults;

[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperPeerResume(ITestOutputHelper output) : PeerResumeSuite(output)
{
    protected override async Task<string> CreateBackendAsync()
    {
        ZooKeeperBackend.Register();
        return (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).Uri;
    }

    private protected override ChildProcess Start(string workingFolder, string folder, string backend) =>
        ChildProcess.StartIn(workingFolder, BuiltProgram.ZooKeeperQuickstart, folder, "--backend", backend);
}
