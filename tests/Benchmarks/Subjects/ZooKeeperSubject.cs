using Microsoft.Extensions.DependencyInjection;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>A ZooKeeper of its own, one node that forces every write to the disk, and a program in this process that uses it.</summary>
public sealed class ZooKeeperSubject : ISubject
{
    private readonly ZooKeeperServer _server;
    private readonly ServerDatabase _peers;
    private readonly RawSets _limit;
    private readonly ServiceProvider _services;

    private ZooKeeperSubject(ZooKeeperServer server, ServerDatabase path, ServerDatabase peers, RawSets limit)
    {
        _server = server;
        _peers = peers;
        _limit = limit;
        _services = new ServiceCollection().AddTaskFlowZooKeeper().AddTaskFlow(path.Uri).BuildServiceProvider();
        Storages = _services.GetRequiredService<IFlowStorageFactory>();
    }

    public static SubjectKind Kind { get; } = new("zookeeper", "zookeeper", StartAsync) { Sample = ["reopen", "set_state", "save_small", "save_10k"] };

    public IFlowStorageFactory Storages { get; }

    public string PeerConnection => _peers.ConnectionString;

    public ILimit? LimitOf(Scenario scenario, int callers) => scenario.Kind == ScenarioKind.Write ? _limit.Of(callers, scenario.WrittenLength) : null;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _limit.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<ISubject> StartAsync(string folder)
    {
        // The peer asks the server for its version in a way of its own.
        ZooKeeperServer server = await ZooKeeperServer.StartAsync(
            new Dictionary<string, string> { ["4lw.commands.whitelist"] = "ruok,srvr,mntr,envi" });
        return new ZooKeeperSubject(
            server,
            await server.CreateDatabaseAsync(),
            await server.CreateDatabaseAsync(),
            new RawSets(server.ConnectionString, (await server.CreateDatabaseAsync()).Name));
    }
}
