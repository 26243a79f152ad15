using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

/// <summary>A path that a test has to itself on the servers that all share: at the root, since whoever makes a parent first may own it.</summary>
internal static class StorePath
{
    public static async Task<ZooKeeperBackendOptions> NewAsync()
    {
        ZooKeeperServer server = await SharedServers.ZooKeeperAsync();
        return new ZooKeeperBackendOptions { Servers = server.ConnectionString, Path = $"/tests-{Guid.NewGuid():N}" };
    }

    /// <summary>A backend on a new path, upgraded.</summary>
    public static async Task<ZooKeeperBackend> OpenAsync()
    {
        var backend = new ZooKeeperBackend(await NewAsync());
        await backend.Connect().UpgradeAsync();
        return backend;
    }

    public static ZooKeeperBackend Again(this ZooKeeperBackend backend) => new(backend.Options);
}
