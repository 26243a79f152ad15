using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A path on a server, which goes on when a writer is killed; the servers give its session up later.</summary>
internal sealed class KilledZooKeeper(ServerDatabase path) : KilledStore
{
    public override string Uri => path.Uri;

    public static async Task<KilledStore> CreateAsync()
    {
        ZooKeeperBackend.Register();
        return new KilledZooKeeper(await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync());
    }

    public override void Check()
    {
        // Its nodes are of the servers' making: what they hold is looked at by who opens it.
    }
}
