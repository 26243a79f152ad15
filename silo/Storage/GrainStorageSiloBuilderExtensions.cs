using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Gives a silo the store in which its grains keep their records.</summary>
internal static class GrainStorageSiloBuilderExtensions
{
    /// <summary>The storage that the settings name.</summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, StorageSettings settings) =>
        settings.Database is { } database ? silo.AddTaskFlowStorage(database) : silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name);

    /// <summary>
    /// A database, through Orleans' ADO.NET provider. Its tables have to be there when the silo starts:
    /// <see cref="OrleansDatabase.EnsureSchemaAsync"/>.
    /// </summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, OrleansDatabase database)
    {
        const string provider = TaskFlowGrainStorage.Name + "/AdoNet";

        silo.AddAdoNetGrainStorage(provider, (OptionsBuilder<AdoNetGrainStorageOptions> builder) => builder.Configure<IServiceProvider>((options, services) =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
            options.DeleteStateOnClear = true;
            // Registered under the outer name, where the provider would find it by itself.
            options.GrainStorageSerializer = services.GetKeyedService<IGrainStorageSerializer>(TaskFlowGrainStorage.Name)!;
        }));
        silo.Services.AddGrainStorage(TaskFlowGrainStorage.Name, (services, _) => new OneWriterGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(provider),
            new SqliteConnectionStringBuilder(database.ConnectionString).DataSource));
        return silo;
    }
}
