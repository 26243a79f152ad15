using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Orleans.TaskFlow.Tests.Silos;
using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>A silo whose grain storage the cases of a class use one after the other; each finds it empty.</summary>
public sealed class StorageSilo<TKind> : IAsyncLifetime
    where TKind : IDatabaseKind, new()
{
    private IHost _silo = null!;

    internal OrleansDatabase Database { get; private set; } = null!;

    public IGrainStorage Storage => _silo.Services.GetRequiredKeyedService<IGrainStorage>(TaskFlowGrainStorage.Name);

    public async Task InitializeAsync()
    {
        var kind = new TKind();
        Database = OrleansSchema.Find(kind.Invariant)!.Parse(await kind.CreateAsync());
        await Database.EnsureSchemaAsync(CancellationToken.None);
        var ports = SiloPorts.Free();
        _silo = new HostBuilder()
            .UseOrleans(silo => silo.UseLocalhostClustering(ports.Silo, ports.Gateway).AddTaskFlowStorage(Database))
            .Build();
        await _silo.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _silo.StopAsync();
        _silo.Dispose();
    }
}
