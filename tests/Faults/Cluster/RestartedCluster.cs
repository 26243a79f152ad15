using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>A silo that keeps everything in PostgreSQL, which ends and starts again below it; the silo goes on.</summary>
internal sealed class RestartedCluster : RestartedStore
{
    private readonly TemporaryFolder _folder;
    private readonly PostgresServer _server;
    private readonly string _uri;
    private readonly SiloProcess _silo;
    private readonly ClusterClient _client;

    private RestartedCluster(TemporaryFolder folder, PostgresServer server, string uri, SiloProcess silo, ClusterClient client) =>
        (_folder, _server, _uri, _silo, _client) = (folder, server, uri, silo, client);

    public override IBackend Backend => _client.Backend;

    public static async Task<RestartedStore> StartAsync(PostgresServer server)
    {
        ServerDatabase database = await server.CreateDatabaseAsync();
        var folder = new TemporaryFolder();
        SiloProcess silo = await SiloProcess.StartedAsync(
            folder[""],
            ["AdvertisedIP=127.0.0.1", .. SiloStore.OnPostgres(database.ConnectionString), "Writing:Attempts=100", "Writing:AttemptDelay=00:00:00.2"]);
        return new RestartedCluster(folder, server, database.Uri, silo, await ClusterClient.ConnectAsync(silo.Ports.Gateway));
    }

    public override Task<IFlowStorage> OpenAsync(string flow) => _client.OpenAsync(flow);

    // The silo's tables are those of the embedded backend: nothing of the cluster is asked what there is.
    public override IBackend Another() => Backends.Fetch(_uri);

    public override Task KillAsync() => _server.KillAsync();

    public override Task StopAsync() => _server.StopAsync();

    public override Task StartAgainAsync() => _server.StartAgainAsync();

    public override async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _silo.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
