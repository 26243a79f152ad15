using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
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
    private readonly SiloClient _client;

    private SiloCluster(IReadOnlyList<WebApplication> silos, SiloClient client)
    {
        _silos = silos;
        _client = client;
    }

    /// <summary>A program that is a client of the cluster.</summary>
    public SiloClient Client => _client;

    /// <summary>As that program finds it.</summary>
    public IFlowStorageFactory OfClient => _client.Flows;

    /// <summary>As a program finds it that runs in one of the silos.</summary>
    public IFlowStorageFactory OfSilo(int index) => _silos[index].Services.GetRequiredService<IFlowStorageFactory>();

    /// <summary>Sets the databases up, from all silos at once, and starts everything.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="settings"><c>Key=Value</c> below <c>TaskFlow:</c>, the same for each silo; it has ports of its own.</param>
    public static async Task<SiloCluster> StartAsync(int silos, params string[] settings)
    {
        SiloSettings[] read = [.. Enumerable.Range(0, silos).Select(_ => TestSettings.Read(settings))];
        await Task.WhenAll(read.Select(SiloPreparation.EnsureSchemasAsync));

        var running = new List<WebApplication>();
        try
        {
            foreach (SiloSettings each in read)
            {
                WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
                builder.Logging.ClearProviders();
                builder.Services.AddTaskFlowClient();
                // None of them dies alone; who is taken for dead because the machine is busy would end the process.
                builder.Services.Configure<ClusterMembershipOptions>(options => options.LivenessEnabled = false);
                WebApplication silo = SiloHost.Build(builder, each);
                running.Add(silo);
                await silo.StartAsync();
            }

            return new SiloCluster(running, await SiloClient.StartAsync(settings));
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
        await _client.DisposeAsync();
        await StopAsync(_silos);
    }

    private static async Task StopAsync(IEnumerable<WebApplication> silos)
    {
        foreach (WebApplication silo in silos)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
    }
}
