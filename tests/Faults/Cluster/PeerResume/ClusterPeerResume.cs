using Orleans.TaskFlow.Tests.Cluster;
using Orleans.TaskFlow.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>On two silos that keep their records in PostgreSQL: the one that holds the flow is killed with the process that began it.</summary>
[Trait("Needs", "postgres")]
public sealed class ClusterPeerResume(ITestOutputHelper output) : PeerResumeSuite(output), IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly List<SiloProcess> _silos = [];

    private int[] _gateways = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (SiloProcess silo in _silos)
        {
            await silo.DisposeAsync();
        }

        _folder.Dispose();
    }

    protected override async Task<string> CreateBackendAsync()
    {
        string database = (await (await SharedServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString;
        for (int silo = 0; silo < 2; silo++)
        {
            _silos.Add(await SiloProcess.StartedAsync(_folder[""], ["AdvertisedIP=127.0.0.1", .. SiloStore.OnPostgres(database)]));
        }

        _gateways = [.. _silos.Select(silo => silo.Ports.Gateway)];
        return "";
    }

    private protected override ChildProcess Start(string workingFolder, string folder, string backend) => ChildProcess.StartIn(
        workingFolder, BuiltProgram.ClusterQuickstart, [folder, .. _gateways.SelectMany(port => (string[])["--gateway", $"127.0.0.1:{port}"])]);

    protected override async Task AfterKillAsync()
    {
        SiloProcess holding = await FindHoldingAsync();
        await holding.KillAsync();
        _silos.Remove(holding);
        await holding.DisposeAsync();

        // Once the other one knows that it is alone, it takes the flow over.
        await using ClusterClient client = await ClusterClient.ConnectAsync(_silos[0].Ports.Gateway);
        using var patience = new CancellationTokenSource(Patience);
        while (await CountActiveAsync(client) != 1)
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private protected override async Task<HashSet<string>> SavedAsync(SampleFolder folder)
    {
        await using ClusterClient client = await ClusterClient.ConnectAsync(_silos[0].Ports.Gateway);
        LogBook book = await client.Backend.Connect().GetLogBooksAsync().SingleAsync();
        return SampleFolder.SavedIn(book);
    }

    // Nobody can say as long as the silo that knows where to ask is taken for alive.
    private static async Task<int?> CountActiveAsync(ClusterClient client)
    {
        try
        {
            return (await client.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count;
        }
        catch (Exception unanswered) when (unanswered is OrleansMessageRejectionException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<SiloProcess> FindHoldingAsync()
    {
        await using ClusterClient client = await ClusterClient.ConnectAsync(_silos[0].Ports.Gateway);
        DetailedGrainStatistic[] grains = await client.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        DetailedGrainStatistic storage = grains.Single(grain => grain.GrainType.Contains("StorageGrain", StringComparison.Ordinal));
        return _silos.Single(silo => silo.Ports.Silo == storage.SiloAddress.Endpoint.Port);
    }
}
