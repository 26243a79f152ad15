using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.TaskFlow.Tests.Silos;

/// <summary>
/// A cluster in this process whose silos are made as the silo's program makes them, of settings as an operator writes them. They, and a
/// client of theirs, find each other and talk to each other as over a network.
/// </summary>
public sealed class SiloCluster : IAsyncDisposable
{
    private readonly IReadOnlyList<WebApplication> _silos;
    private readonly IHost _client;

    private SiloCluster(IReadOnlyList<WebApplication> silos, IHost client)
    {
        _silos = silos;
        _client = client;
    }

    /// <summary>As a program finds it that is a client of the cluster.</summary>
    public IFlowStorageFactory OfClient => _client.Services.GetRequiredService<IFlowStorageFactory>();

    /// <summary>What the client's program has.</summary>
    public IServiceProvider Client => _client.Services;

    /// <summary>As a program finds it that runs in one of the silos.</summary>
    public IFlowStorageFactory OfSilo(int index) => _silos[index].Services.GetRequiredService<IFlowStorageFactory>();

    /// <summary>Sets the databases up, from all silos at once, and starts everything.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="settings"><c>Key=Value</c> below <c>TaskFlow:</c>, the same for each silo; it has ports of its own.</param>
    public static async Task<SiloCluster> StartAsync(int silos, params string[] settings)
    {
        SiloSettings[] read = [.. Enumerable.Range(0, silos).Select(_ => Read(settings))];
        await Task.WhenAll(read.Select(SiloPreparation.EnsureSchemasAsync));

        var running = new List<WebApplication>();
        try
        {
            foreach (SiloSettings each in read)
            {
                WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
                Quieten(builder.Logging);
                builder.Services.AddTaskFlowClient();
                WebApplication silo = SiloHost.Build(builder, each);
                running.Add(silo);
                await silo.StartAsync();
            }

            IHost client = Host.CreateDefaultBuilder()
                .ConfigureLogging(Quieten)
                .ConfigureServices(services => services.AddTaskFlowClient())
                .UseOrleansClient(builder => Configure(builder, read[0]))
                .Build();
            await client.StartAsync();
            return new SiloCluster(running, client);
        }
        catch
        {
            await StopAsync(running);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await StopAsync(_silos);
    }

    private static SiloSettings Read(string[] settings)
    {
        SiloPorts ports = SiloPorts.Free();
        var pairs = new Dictionary<string, string?>
        {
            ["TaskFlow:AdvertisedIP"] = "127.0.0.1",
            ["TaskFlow:SiloPort"] = $"{ports.Silo}",
            ["TaskFlow:GatewayPort"] = $"{ports.Gateway}",
            ["TaskFlow:HealthPort"] = $"{ports.Health}",
            // Errors are provoked on purpose; none of them goes away by waiting.
            ["TaskFlow:Writing:AttemptDelay"] = "00:00:00",
        };
        foreach (string[] pair in settings.Select(setting => setting.Split('=', 2)))
        {
            pairs[$"TaskFlow:{pair[0]}"] = pair[1];
        }

        var (read, problems) = SiloSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
        return problems.Count == 0 ? read : throw new ArgumentException(problems.ToString(), nameof(settings));
    }

    private static void Configure(IClientBuilder client, SiloSettings settings)
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = settings.ClusterId;
            options.ServiceId = settings.ServiceId;
        });
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = settings.Clustering.Database!.Invariant;
            options.ConnectionString = settings.Clustering.Database.ConnectionString;
        });
    }

    private static void Quieten(ILoggingBuilder logging) => logging.ClearProviders().SetMinimumLevel(LogLevel.Critical);

    private static async Task StopAsync(IEnumerable<WebApplication> silos)
    {
        foreach (WebApplication silo in silos)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
    }
}
