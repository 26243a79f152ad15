using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their membership and what they store in one database.</summary>
/// <param name="layout">How it stands there.</param>
public abstract class DatabaseCluster<TKind>(string layout) : IAsyncLifetime
    where TKind : IDatabaseKind, new()
{
    private SiloCluster _cluster = null!;

    public IFlowStorageFactory OfClient => _cluster.OfClient;

    public IFlowStorageFactory OfSilo(int index) => _cluster.OfSilo(index);

    public async Task InitializeAsync()
    {
        var kind = new TKind();
        _cluster = await SiloCluster.StartAsync(silos: 2, kind.SettingsFor(await kind.CreateAsync(), layout));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();
}
