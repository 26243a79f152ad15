using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.TaskFlow.Cli;

/// <summary>A cluster that is reached by the gateways of its silos; a client of it is made by the first call that needs it.</summary>
internal sealed class GatewayBackend(GatewayAddress address) : IBackend, IFlowCluster
{
    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turn = new(1);
    private IHost? _host;
    private bool _disposed;

    public string Description => $"cluster {address.ClusterId} at {address}";

    public static IBackend Of(BackendAddress address) => new GatewayBackend(GatewayAddress.Of(address));

    public IConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new GatewayConnection(this);
    }

    /// <summary>The cluster, once its client is connected.</summary>
    /// <exception cref="StorageFailureException">No silo answers.</exception>
    public async ValueTask<IConnection> ReachAsync(CancellationToken cancellationToken) =>
        (await ServicesAsync(cancellationToken)).GetRequiredService<IBackend>().Connect();

    public async ValueTask<IFlowRunner> ReachRunnerAsync(CancellationToken cancellationToken) =>
        (await ServicesAsync(cancellationToken)).GetRequiredService<IFlowRunner>();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        _turn.Dispose();
    }

    private async ValueTask<IServiceProvider> ServicesAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _host ??= await StartAsync(cancellationToken);
            return _host.Services;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IHost> StartAsync(CancellationToken cancellationToken)
    {
        IHost? host = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeToConnect);
        try
        {
            IPEndPoint[] gateways = await ResolvedAsync(patience.Token);
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Logging.SetMinimumLevel(LogLevel.None);
            builder.UseOrleansClient(client => client
                .UseStaticClustering(gateways)
                .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (address.ClusterId, address.ServiceId)));
            builder.Services.AddTaskFlowClient();
            host = builder.Build();
            await host.StartAsync(patience.Token);
            return host;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && error is OrleansException or SocketException or IOException or OperationCanceledException or TimeoutException or AggregateException)
        {
            host?.Dispose();
            string reason = error is OperationCanceledException ? $"no answer within {TimeToConnect.TotalSeconds} s" : error.GetBaseException().Message;
            throw new StorageFailureException(
                $"The {Description} cannot be reached ({reason}). Is a silo running there, with cluster id '{address.ClusterId}' and service id '{address.ServiceId}'?",
                error);
        }
    }

    private async Task<IPEndPoint[]> ResolvedAsync(CancellationToken cancellationToken)
    {
        var gateways = new List<IPEndPoint>();
        foreach (DnsEndPoint gateway in address.Gateways)
        {
            foreach (IPAddress ip in await Dns.GetHostAddressesAsync(gateway.Host, AddressFamily.Unspecified, cancellationToken))
            {
                gateways.Add(new IPEndPoint(ip, gateway.Port));
            }
        }

        // Silos listen on IPv4 addresses, but for those that were told otherwise: they are tried first.
        return [.. gateways.OrderBy(gateway => gateway.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)];
    }
}
