using Microsoft.Data.Sqlite;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Gives a silo the store in which its grains keep their state.</summary>
internal static class GrainStorageSiloBuilderExtensions
{
    /// <summary>The storage that the settings name.</summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, StorageSettings settings) =>
        settings.Database is { } database ? silo.AddTaskFlowStorage(database) : silo.AddMemoryGrainStorage(TaskFlowGrains.StorageName);

    /// <summary>
    /// A database, through Orleans' ADO.NET provider. Its tables have to be there when the silo starts:
    /// <see cref="OrleansDatabase.EnsureSchemaAsync"/>.
    /// </summary>
    public static ISiloBuilder AddTaskFlowStorage(this ISiloBuilder silo, OrleansDatabase database)
    {
        const string provider = TaskFlowGrains.StorageName + "/AdoNet";

        silo.AddAdoNetGrainStorage(provider, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
            options.DeleteStateOnClear = true;
        });
        silo.Services.AddGrainStorage(TaskFlowGrains.StorageName, (services, _) => new OneWriterGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(provider),
            new SqliteConnectionStringBuilder(database.ConnectionString).DataSource));
        return silo;
    }
}
