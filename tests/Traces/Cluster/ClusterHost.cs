using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TaskFlow.Tests.Servers;
using Orleans.TaskFlow.Tests.Silos;
using Orleans.TestingHost;

namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>A cluster of two silos in this process, emptied for each trace, and a client of it.</summary>
internal sealed class ClusterHost : IBackendHost
{
    private const int Silos = 2;

    private readonly IGrainFactory _grains;
    private readonly IAsyncDisposable _cluster;
    private readonly DirectoryInfo? _folder;
    private ServiceProvider? _services;

    private ClusterHost(IGrainFactory grains, IAsyncDisposable cluster, DirectoryInfo? folder)
    {
        _grains = grains;
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

    public static async Task<IBackendHost> StartOnPostgresAsync() =>
        await StartOnServerAsync("Postgres", "Npgsql", await SharedServers.PostgresAsync(), StorageLayout.Orleans);

    public static async Task<IBackendHost> StartOnMySqlAsync() =>
        await StartOnServerAsync("MySql", "MySql.Data.MySqlConnector", await SharedServers.MariaDbAsync(), StorageLayout.Orleans);

    public static async Task<IBackendHost> StartOnSqliteTablesAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("taskflow-traces-");
        return await StartAsync(
            silo => silo.AddTaskFlowTables(options => options.Backend = $"sqlite:///{Path.Combine(folder.FullName, "flows.db")}"), folder);
    }

    public static async Task<IBackendHost> StartOnPostgresTablesAsync() =>
        await StartOnServerAsync("Postgres", "Npgsql", await SharedServers.PostgresAsync(), StorageLayout.Tables);

    public static async Task<IBackendHost> StartOnMySqlTablesAsync() =>
        await StartOnServerAsync("MySql", "MySql.Data.MySqlConnector", await SharedServers.MariaDbAsync(), StorageLayout.Tables);

    public static async Task<IBackendHost> StartOnZooKeeperAsync()
    {
        string servers = (await (await SharedServers.ZooKeeperAsync()).CreateDatabaseAsync()).ConnectionString;
        return await StartSilosAsync(
            "Storage:Provider=ZooKeeper", $"Storage:ConnectionString={servers}",
            "Clustering:Provider=ZooKeeper", $"Clustering:ConnectionString={servers}");
    }

    public async Task<IFlowStorageFactory> CreateEmptyAsync()
    {
        await DropServicesAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton(_grains).AddTaskFlowClient().BuildServiceProvider();
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
        return new ClusterHost(cluster.Client, cluster, folder);
    }

    // Records and membership on the server.
    private static async Task<IBackendHost> StartOnServerAsync(string provider, string invariant, TestServer server, StorageLayout layout)
    {
        string database = (await server.CreateDatabaseAsync()).ConnectionString;
        return await StartSilosAsync(
            $"Storage:Provider={provider}", $"Storage:ConnectionString={database}", $"Storage:Layout={layout}",
            "Clustering:Provider=AdoNet", $"Clustering:Invariant={invariant}", $"Clustering:ConnectionString={database}");
    }

    private static async Task<IBackendHost> StartSilosAsync(params string[] settings)
    {
        SiloCluster cluster = await SiloCluster.StartAsync(Silos, settings);
        return new ClusterHost(cluster.Client.Grains, cluster, folder: null);
    }

    private async Task DropServicesAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }
}
