using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TaskFlow.Tests.Silos;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo, alone in its cluster, that reminds its grains.</summary>
public sealed class ReminderSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private ReminderSilo(IHost host) => _host = host;

    public IReminderTable Table => _host.Services.GetRequiredService<IReminderTable>();

    public Reminded Reminded => _host.Services.GetRequiredService<Reminded>();

    public IRemindedGrain Grain(string key) => _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRemindedGrain>(key);

    public static async Task<ReminderSilo> StartAsync(Action<ISiloBuilder> useStore, string serviceId = "orders")
    {
        SiloPorts ports = SiloPorts.Free();
        IHost host = new HostBuilder()
            .UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(ports.Silo, ports.Gateway, serviceId: serviceId);
                silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
                silo.Services.AddSingleton(TimeProvider.System);
                silo.Services.AddSingleton<Reminded>();
                useStore(silo);
            })
            .Build();
        await host.StartAsync();
        return new ReminderSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
