using Orleans.Configuration;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos and a client between which a message holds a megabyte.</summary>
public sealed class NarrowCluster() : RunningCluster(silos: 2)
{
    public const int MessageSize = 1024 * 1024;

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name);
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = MessageSize);
    }

    protected override void ConfigureClient(IClientBuilder client) =>
        client.Configure<ClientMessagingOptions>(options => options.MaxMessageBodySize = MessageSize);
}
