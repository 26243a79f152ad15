using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Reminders in nodes of ZooKeeper.</summary>
public sealed class ZooKeeperReminders : IReminderStore
{
    public async Task<Action<ISiloBuilder>> CreateAsync()
    {
        ServerDatabase path = await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync();
        ZooKeeperServers servers = ZooKeeperServers.Parse(path.ConnectionString);
        return silo => silo.AddTaskFlowReminders(servers);
    }
}
