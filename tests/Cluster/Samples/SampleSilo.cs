using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>The sample's silo, which answers on ports of its own.</summary>
public sealed class SampleSilo : IAsyncLifetime
{
    private IHost _host = null!;

    public int Gateway { get; private set; }

    /// <summary>As the command line says it.</summary>
    public string Uri => $"cluster://127.0.0.1:{Gateway}";

    public Bookings Bookings => _host.Services.GetRequiredService<Bookings>();

    public async Task InitializeAsync()
    {
        SiloPorts ports = SiloPorts.Free();
        Gateway = ports.Gateway;
        HostApplicationBuilder builder = SiloSample.Build(ports.Silo, ports.Gateway);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
