using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.TaskFlow.Tests.Faults.Writer;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>A client of the silo, as a program registers it.</summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IHost _host;
    private readonly IFlowStorageFactory _factory;

    private ClusterClient(IHost host)
    {
        _host = host;
        _factory = host.Services.GetRequiredService<IFlowStorageFactory>();
    }

    public IBackend Backend => _factory.Backend;

    public IFlowRunner Runner => _host.Services.GetRequiredService<IFlowRunner>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="gatewayPort">Where the silo is, or will be again.</param>
    /// <param name="responseTimeout">After how long a call that gets no answer fails, as those of a killed silo do.</param>
    public static Task<ClusterClient> ConnectAsync(int gatewayPort, TimeSpan? responseTimeout = null) => ConnectAsync([gatewayPort], responseTimeout);

    /// <param name="gatewayPorts">Where the silos are.</param>
    /// <param name="responseTimeout">After how long a call that gets no answer fails.</param>
    public static async Task<ClusterClient> ConnectAsync(int[] gatewayPorts, TimeSpan? responseTimeout = null)
    {
        IHost host = new HostBuilder()
            .UseOrleansClient(client => client
                .UseLocalhostClustering(gatewayPorts)
                // A silo that is back is to be found at once, and not after a minute.
                .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
                .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = responseTimeout ?? options.ResponseTimeout))
            .ConfigureServices(services => services.AddTaskFlowClient())
            .Build();
        await host.StartAsync().WaitAsync(Patience);
        return new ClusterClient(host);
    }

    public async Task MakeFlowsAsync(string writer, int flows)
    {
        var book = new LogBook("faults", Deeds.BookOf(writer));
        for (int flow = 0; flow < flows; flow++)
        {
            book.Add(new FlowDetail("faults", Deeds.FlowOf(writer, flow)));
        }

        await _factory.Backend.Connect().SaveLogBookAsync(book);
    }

    public Task<IFlowStorage> OpenStorageAsync(string flow) => _factory.OpenAsync(flow);

    public async Task<IFlowStorage> OpenAsync(string flow)
    {
        IFlowStorage storage = await OpenStorageAsync(flow);
        await storage.EnsureAtomsAsync(Deeds.Atoms);
        return storage;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
