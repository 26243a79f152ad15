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
    private readonly SubjectStore _store;
    private readonly IGrainFactory _grains;
    private readonly IFlowRunner _runner;

    private ClusterSubject(IHost silo, IHost? client, SubjectStore store)
    {
        _silo = silo;
        _client = client;
        _store = store;
        IServiceProvider services = (client ?? silo).Services;
        _runner = services.GetRequiredService<IFlowRunner>();
        _grains = services.GetRequiredService<IGrainFactory>();
        Storages = services.GetRequiredService<IFlowStorageFactory>();
    }

    public static IReadOnlyList<SubjectKind> Kinds { get; } =
    [
        new("cluster", "memory", _ => StartAsync(SubjectStore.InMemory)) { Runs = RunScenario.Serial },
        new("cluster+sqlite", "sqlite", async folder => await StartAsync(await SubjectStore.OnSqliteAsync(folder, StorageLayout.Orleans))),
        new("cluster+sqlite+tables", "sqlite", async folder => await StartAsync(await SubjectStore.OnSqliteAsync(folder, StorageLayout.Tables)))
        {
            Runs = RunScenario.Serial,
        },
        new("cluster+postgres", "postgres", async folder => await StartAsync(await SubjectStore.OnPostgresAsync(folder, StorageLayout.Orleans)))
        {
            Sample = _sample,
            Runs = RunScenario.Serial,
        },
        new("cluster+postgres+tables", "postgres", async folder => await StartAsync(await SubjectStore.OnPostgresAsync(folder, StorageLayout.Tables)))
        {
            Sample = _sample,
            Runs = RunScenario.Serial,
        },
        new("cluster+mysql", "mysql", async _ => await StartAsync(await SubjectStore.OnMySqlAsync(StorageLayout.Orleans))) { Sample = _sample },
        new("cluster+mysql+tables", "mysql", async _ => await StartAsync(await SubjectStore.OnMySqlAsync(StorageLayout.Tables))) { Sample = _sample },
        new("cluster-tcp", "memory", _ => StartAsync(SubjectStore.InMemory, withClient: true)) { Sample = _sample },
        new("cluster-tcp+sqlite", "sqlite", async folder => await StartAsync(await SubjectStore.OnSqliteAsync(folder, StorageLayout.Orleans), withClient: true))
        {
            Sample = _sample,
        },
    ];

    public IFlowStorageFactory Storages { get; }

    public ICommitCount? Commits => _store.Commits;

    public string? PeerConnection => _store.PeerConnection;

    // By the grain that runs it, in the silo.
    public Task<Func<Task>> PrepareAsync(RunFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Task.FromResult(flow.Prepare(_runner));
    }

    public ILimit? LimitOf(Scenario scenario, int callers) => scenario.Kind switch
    {
        ScenarioKind.Run => null,
        ScenarioKind.Write when _store.Limit is { } limit => limit(callers, scenario.WrittenLength),
        _ => new EchoCalls(_grains, callers),
    };

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        await _silo.StopAsync();
        _silo.Dispose();
        await _store.DisposeAsync();
    }

    private static async Task<ISubject> StartAsync(SubjectStore store, bool withClient = false)
    {
        int[] ports = FreePorts(2);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: ports[0], gatewayPort: ports[1]);
            silo.AddTaskFlowGrains();
            silo.AddTaskFlowEngine();
            silo.UseInMemoryReminderService();
            foreach (RunScenario scenario in RunScenario.All)
            {
                silo.Services.AddFlow(scenario.Name, (int atoms) => scenario.Make(atoms));
            }

            silo.Services.AddTaskFlowClient();
            store.AddTo(silo);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new ClusterSubject(host, withClient ? await ConnectAsync(ports[1]) : null, store);
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
