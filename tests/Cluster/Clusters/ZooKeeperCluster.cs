using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their records in ZooKeeper.</summary>
public sealed class ZooKeeperCluster() : RunningCluster(silos: 2)
{
    /// <summary>A storage of other grains than this library's, with Orleans' own serializer.</summary>
    public const string OtherStorage = "other";

    private ServerDatabase _path = null!;

    protected override async Task PrepareAsync() => _path = await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync();

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        foreach (string name in new[] { TaskFlowGrainStorage.Name, OtherStorage })
        {
            silo.AddTaskFlowZooKeeperGrainStorage(name, options =>
            {
                options.Servers = _path.ConnectionString.Split('/')[0];
                options.Path = $"{_path.Name}/{name}";
            });
        }
    }
}
