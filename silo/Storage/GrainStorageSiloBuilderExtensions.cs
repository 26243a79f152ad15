using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Gives a silo the store in which its grains keep their records.</summary>
internal static class GrainStorageSiloBuilderExtensions
{
    /// <summary>The storage that the settings name.</summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, StorageSettings settings, SchemaMode schema)
    {
        if (settings.Tables is { } tables)
        {
            return silo.AddTaskFlowTables(options =>
            {
                options.CreateBackend = services => tables.Schema.CreateTables(tables, services);
                options.Upgrade = schema == SchemaMode.Create;
            });
        }

        return settings.Records is { } records ? silo.AddTaskFlowStorage(records)
            : settings.ZooKeeper is { } zooKeeper ? silo.AddTaskFlowStorage(zooKeeper)
            : silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name);
    }

    /// <summary>ZooKeeper, through a provider of our own.</summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, ZooKeeperServers servers) =>
        silo.AddTaskFlowZooKeeperGrainStorage(TaskFlowGrainStorage.Name, (ZooKeeperGrainStorageOptions options) =>
        {
            options.Servers = servers.Hosts;
            options.Path = servers.StoragePath;
        });

    /// <summary>
    /// A database, through Orleans' ADO.NET provider. Its tables have to be there when the silo starts:
    /// <see cref="OrleansDatabase.EnsureSchemaAsync"/>.
    /// </summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, OrleansDatabase database)
    {
        if (!database.Schema.HasOneWriter)
        {
            return silo.AddAdoNetGrainStorage(TaskFlowGrainStorage.Name, database);
        }

        const string provider = TaskFlowGrainStorage.Name + "/AdoNet";
        silo.AddAdoNetGrainStorage(provider, database);
        silo.Services.AddGrainStorage(TaskFlowGrainStorage.Name, (services, _) => new OneWriterGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(provider),
            database.ConnectionString));
        return silo;
    }

    private static ISiloBuilder AddAdoNetGrainStorage(this ISiloBuilder silo, string name, OrleansDatabase database) =>
        silo.AddAdoNetGrainStorage(name, (OptionsBuilder<AdoNetGrainStorageOptions> builder) => builder.Configure<IServiceProvider>((options, services) =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
            options.DeleteStateOnClear = true;
            // Registered under TaskFlow's name, which need not be this provider's.
            options.GrainStorageSerializer = services.GetKeyedService<IGrainStorageSerializer>(TaskFlowGrainStorage.Name)!;
        }));
}
