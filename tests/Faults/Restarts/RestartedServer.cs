using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A server with an embedded backend on it.</summary>
internal sealed class RestartedServer : RestartedStore
{
    private readonly TestServer _server;
    private readonly string _uri;

    private RestartedServer(TestServer server, string uri)
    {
        _server = server;
        _uri = uri;
        Backend = Backends.Fetch(uri);
    }

    public override IBackend Backend { get; }

    /// <param name="server">The test's own.</param>
    public static async Task<RestartedStore> OfAsync(TestServer server) => new RestartedServer(server, (await server.CreateDatabaseAsync()).Uri);

    public override async Task<IFlowStorage> OpenAsync(string flow) => await FlowStorage.OpenAsync(Backend, flow, Patient.Options);

    public override IBackend Another() => Backends.Fetch(_uri);

    public override Task KillAsync() => _server.KillAsync();

    public override Task StopAsync() => _server.StopAsync();

    public override Task StartAgainAsync() => _server.StartAgainAsync();

    public override async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        await _server.DisposeAsync();
    }
}
