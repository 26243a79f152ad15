using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their records and their membership in one database.</summary>
public sealed class ServerCluster<TKind> : IAsyncLifetime
    where TKind : IDatabaseKind, new()
{
    private SiloCluster _cluster = null!;

    public IFlowStorageFactory OfClient => _cluster.OfClient;

    public IFlowStorageFactory OfSilo(int index) => _cluster.OfSilo(index);

    public async Task InitializeAsync()
    {
        var kind = new TKind();
        _cluster = await SiloCluster.StartAsync(silos: 2, kind.SettingsFor(await kind.CreateAsync()));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();
}
