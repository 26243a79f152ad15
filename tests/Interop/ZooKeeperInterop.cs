using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Interop;

[Trait("Needs", "python")]
[Trait("Needs", "zookeeper")]
public sealed class ZooKeeperInterop : InteropSuite
{
    protected override async Task<SharedStore> CreateStoreAsync()
    {
        ZooKeeperBackend.Register();
        ServerDatabase root = await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync();
        string server = root.ConnectionString[..root.ConnectionString.IndexOf('/', StringComparison.Ordinal)];
        return SharedStore.OnServer(root.Uri, new()
        {
            ["connection"] = "zookeeper",
            ["hosts"] = server,
            ["path"] = root.Name,

            // It would ask for the server's version, with a command that servers refuse unless they are told otherwise.
            ["check_compatible"] = false,
        });
    }
}
