using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One silo in this process, listening on the loopback, and its caller: the silo itself, or a client that is connected over TCP.</summary>
public sealed class ClusterSubject : ISubject
{
    private static readonly string[] _sample = ["reopen", "fetch", "set_state", "save_small"];

    private readonly IHost _silo;
    private readonly IHost? _client;
    private readonly RawCommits? _commits;
    private readonly IGrainFactory _grains;

    private ClusterSubject(IHost silo, IHost? client, RawCommits? commits)
    {
        _silo = silo;
        _client = client;
        _commits = commits;
        IServiceProvider services = (client ?? silo).Services;
        _grains = services.GetRequiredService<IGrainFactory>();
        Storages = services.GetRequiredService<IFlowStorageFactory>();
    }

    public static IReadOnlyList<SubjectKind> Kinds { get; } =
    [
        new("cluster", "memory", _ => StartInMemoryAsync(withClient: false)),
        new("cluster+sqlite", "sqlite", folder => StartOnSqliteAsync(folder, withClient: false)),
        new("cluster-tcp", "memory", _ => StartInMemoryAsync(withClient: true)) { Sample = _sample },
        new("cluster-tcp+sqlite", "sqlite", folder => StartOnSqliteAsync(folder, withClient: true)) { Sample = _sample },
    ];

    public IFlowStorageFactory Storages { get; }

    public ILimit LimitOf(Scenario scenario, int callers) =>
        scenario.Kind == ScenarioKind.Write && _commits is not null ? _commits.Of(scenario.WrittenLength) : new EchoCalls(_grains, callers);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        await _silo.StopAsync();
        _silo.Dispose();
        _commits?.Dispose();
    }

    private static Task<ISubject> StartInMemoryAsync(bool withClient) =>
        StartAsync(silo => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name), withClient, commits: null);

    private static async Task<ISubject> StartOnSqliteAsync(string folder, bool withClient)
    {
        OrleansDatabase database = SqliteDatabase.At(Path.Combine(folder, "silo.db"));
        await database.EnsureSchemaAsync(CancellationToken.None);
        return await StartAsync(silo => silo.AddTaskFlowStorage(database), withClient, new RawCommits(folder));
    }

    private static async Task<ISubject> StartAsync(Action<ISiloBuilder> addStorage, bool withClient, RawCommits? commits)
    {
        int[] ports = FreePorts(2);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: ports[0], gatewayPort: ports[1]);
            silo.AddTaskFlowGrains();
            silo.Services.AddTaskFlowClient();
            addStorage(silo);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new ClusterSubject(host, withClient ? await ConnectAsync(ports[1]) : null, commits);
    }

    private static async Task<IHost> ConnectAsync(int gatewayPort)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(gatewayPort);
            client.Services.AddTaskFlowClient();
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
