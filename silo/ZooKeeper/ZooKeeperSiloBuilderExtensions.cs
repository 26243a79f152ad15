using Orleans.Configuration;
using Orleans.Runtime.Membership;

namespace Orleans.TaskFlow;

/// <summary>Gives a silo its membership in ZooKeeper.</summary>
internal static class ZooKeeperSiloBuilderExtensions
{
    /// <summary>Orleans' provider, read with care.</summary>
    public static ISiloBuilder UseZooKeeperMembership(this ISiloBuilder silo, ZooKeeperServers servers)
    {
        silo.Configure<ZooKeeperClusteringSiloOptions>(options => options.ConnectionString = servers.ConnectionString);
        silo.Services.AddSingleton<ZooKeeperBasedMembershipTable>();
        silo.Services.AddSingleton<IMembershipTable>(services =>
            new SettledMembershipTable(services.GetRequiredService<ZooKeeperBasedMembershipTable>()));
        return silo;
    }
}
