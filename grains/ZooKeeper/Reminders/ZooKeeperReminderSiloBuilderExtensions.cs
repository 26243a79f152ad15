using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TaskFlow;

namespace Orleans.Hosting;

/// <summary>Adds reminders on ZooKeeper to a silo.</summary>
public static class ZooKeeperReminderSiloBuilderExtensions
{
    /// <summary>
    /// Keeps the reminders of all grains in ZooKeeper. The silo does not start while the servers cannot be reached. A reminder whose grain
    /// and name make a node's name of more than 4,096 bytes is refused with a <see cref="StorageFailureException"/>.
    /// </summary>
    public static ISiloBuilder UseTaskFlowZooKeeperReminders(this ISiloBuilder builder, Action<ZooKeeperReminderTableOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddReminders();
        builder.Services.AddOptions<ZooKeeperReminderTableOptions>().Configure(configure);
        builder.Services.AddTransient<IConfigurationValidator, ZooKeeperReminderTableOptionsValidator>();
        builder.Services.ConfigureFormatter<ZooKeeperReminderTableOptions>();
        builder.Services.AddSingleton<IReminderTable, ZooKeeperReminderTable>();
        return builder;
    }
}
