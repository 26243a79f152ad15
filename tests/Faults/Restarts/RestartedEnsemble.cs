using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>
/// Three servers of ZooKeeper with an embedded backend on them: the leader is killed, or one that follows stopped, and the next time the other way
/// round.
/// </summary>
internal sealed class RestartedEnsemble : RestartedStore
{
    private readonly ZooKeeperEnsemble _ensemble;
    private readonly string _uri;
    private ZooKeeperServer? _ended;
    private int _endings;

    private RestartedEnsemble(ZooKeeperEnsemble ensemble, string uri)
    {
        _ensemble = ensemble;
        _uri = uri;
        Backend = Backends.Fetch(uri);
    }

    public override IBackend Backend { get; }

    public static async Task<RestartedStore> StartAsync()
    {
        ZooKeeperEnsemble ensemble = await ZooKeeperEnsemble.StartAsync();
        return new RestartedEnsemble(ensemble, (await ensemble.CreateDatabaseAsync()).Uri);
    }

    public override async Task<IFlowStorage> OpenAsync(string flow) => await FlowStorage.OpenAsync(Backend, flow, Patient.Options);

    public override IBackend Another() => Backends.Fetch(_uri);

    public override async Task KillAsync() => await (await NextAsync(leaderFirst: true)).KillAsync();

    public override async Task StopAsync() => await (await NextAsync(leaderFirst: false)).StopAsync();

    public override Task StartAgainAsync() => _ended!.StartAgainAsync();

    public override async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        await _ensemble.DisposeAsync();
    }

    private async Task<ZooKeeperServer> NextAsync(bool leaderFirst)
    {
        bool leads = leaderFirst == (_endings++ % 2 == 0);
        foreach (ZooKeeperServer node in _ensemble.Nodes)
        {
            if (await node.LeadsAsync() == leads)
            {
                return _ended = node;
            }
        }

        throw new InvalidOperationException("The servers have no leader.");
    }
}
