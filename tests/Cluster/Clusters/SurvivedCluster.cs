using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Silos over a store that outlives them and can be made to fail.</summary>
public abstract class SurvivedCluster(short silos) : RunningCluster(silos)
{
    public FaultyGrainStorage Storage { get; } = new();

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        AddStore(silo);
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
    }

    protected virtual void AddStore(ISiloBuilder silo) =>
        silo.Services.AddKeyedSingleton<IGrainStorage>(TaskFlowGrainStorage.Name, Storage);
}
