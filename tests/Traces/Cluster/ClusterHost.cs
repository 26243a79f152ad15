using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A cluster of two silos in this process, emptied for each trace, and a client of it.</summary>
internal sealed class ClusterHost : IBackendHost
{
    private const int Silos = 2;

    private readonly InProcessTestCluster _cluster;
    private readonly DirectoryInfo? _folder;
    private ServiceProvider? _services;

    private ClusterHost(InProcessTestCluster cluster, DirectoryInfo? folder)
    {
        _cluster = cluster;
        _folder = folder;
    }

    public static Task<IBackendHost> StartInMemoryAsync() => StartAsync(silo => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name), folder: null);

    public static async Task<IBackendHost> StartOnSqliteAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskflow-traces-");
        OrleansDatabase database = SqliteDatabase.At(Path.Combine(folder.FullName, "silos.db"));
        await database.EnsureSchemaAsync(CancellationToken.None);
        return await StartAsync(silo => silo.AddTaskFlowStorage(database), folder);
    }

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        await DropServicesAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton<IGrainFactory>(_cluster.Client).AddTaskFlowClient().BuildServiceProvider();
        var factory = _services.GetRequiredService<IFlowStorageFactory>();
        IConnection connection = factory.Backend.Connect();
        await connection.ClearAllAsync();
        await connection.UpgradeAsync();
        return factory;
    }

    public async ValueTask DisposeAsync()
    {
        await DropServicesAsync();
        await _cluster.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private static async Task<IBackendHost> StartAsync(Action<ISiloBuilder> addStorage, DirectoryInfo? folder)
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            addStorage(silo);

            // Traces provoke errors on purpose; none of them goes away by waiting.
            silo.AddTaskFlowGrains(options => options.AttemptDelay = TimeSpan.Zero);
        });
        builder.ConfigureHost(host => host.Logging.SetMinimumLevel(LogLevel.Error));
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new ClusterHost(cluster, folder);
    }

    private async Task DropServicesAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }
}
