namespace Orleans.TaskFlow;

/// <summary>Gives a silo the store in which reminders are kept: the one of its grains' records, so that neither is ever there without the other.</summary>
internal static class ReminderSiloBuilderExtensions
{
    /// <summary>How long a silo may not know of a reminder that was registered while the silos' shares of them changed.</summary>
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Reminders on the storage that the settings name.</summary>
    public static ISiloBuilder AddTaskFlowReminders(this ISiloBuilder silo, StorageSettings settings)
    {
        silo.Configure<ReminderOptions>(options => options.RefreshReminderListPeriod = RefreshPeriod);
        return settings.Database is { } database ? silo.AddTaskFlowReminders(database)
            : settings.ZooKeeper is { } zooKeeper ? silo.AddTaskFlowReminders(zooKeeper)
            : silo.UseInMemoryReminderService();
    }

    /// <summary>
    /// A database, through Orleans' ADO.NET provider. Its tables have to be there when the silo starts:
    /// <see cref="OrleansDatabase.EnsureSchemaAsync"/>.
    /// </summary>
    public static ISiloBuilder AddTaskFlowReminders(this ISiloBuilder silo, OrleansDatabase database) => silo.UseAdoNetReminderService(options =>
    {
        options.Invariant = database.Invariant;
        options.ConnectionString = database.ConnectionString;
    });

    /// <summary>ZooKeeper, through a table of our own.</summary>
    public static ISiloBuilder AddTaskFlowReminders(this ISiloBuilder silo, ZooKeeperServers servers) => silo.UseTaskFlowZooKeeperReminders(options =>
    {
        options.Servers = servers.Hosts;
        options.Path = servers.ReminderPath;
    });
}
