using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>ZooKeeper: a path of its own for each trace, on a server that is started for them all.</summary>
internal sealed class ZooKeeperHost(ZooKeeperServer server) : IBackendHost
{
    public static async Task<IBackendHost> StartAsync() => new ZooKeeperHost(await ZooKeeperServer.StartAsync());

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        var backend = new ZooKeeperBackend(new ZooKeeperBackendOptions
        {
            Servers = server.ConnectionString,
            Path = $"/traces/{Guid.NewGuid():N}",
        });
        await backend.Connect().UpgradeAsync();
        return new EmbeddedFlowStorages(backend);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
