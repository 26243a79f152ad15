using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.TaskFlow.Tests.Silos;

/// <summary>A program that is a client of silos, and finds them where they keep their membership.</summary>
public sealed class SiloClient : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloClient(IHost host) => _host = host;

    /// <summary>What the program asks for flows.</summary>
    public IFlowStorageFactory Flows => _host.Services.GetRequiredService<IFlowStorageFactory>();

    /// <summary>What the program starts flows with.</summary>
    public IFlowRunner Runner => _host.Services.GetRequiredService<IFlowRunner>();

    /// <summary>What the program's connection to the silos is.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Connects.</summary>
    /// <param name="settings">Those of the silos, of which it takes cluster and clustering.</param>
    public static async Task<SiloClient> StartAsync(params string[] settings)
    {
        SiloSettings silos = TestSettings.Read(settings);
        IHost host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services.AddTaskFlowClient())
            .UseOrleansClient(client =>
            {
                client.Configure<ClusterOptions>(options =>
                {
                    options.ClusterId = silos.ClusterId;
                    options.ServiceId = silos.ServiceId;
                });
                if (silos.Clustering.ZooKeeper is { } zooKeeper)
                {
                    client.UseZooKeeperClustering((ZooKeeperGatewayListProviderOptions options) => options.ConnectionString = zooKeeper.ConnectionString);
                    return;
                }

                client.UseAdoNetClustering(options =>
                {
                    options.Invariant = silos.Clustering.Database!.Invariant;
                    options.ConnectionString = silos.Clustering.Database.ConnectionString;
                });
            })
            .Build();
        await host.StartAsync();
        return new SiloClient(host);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
