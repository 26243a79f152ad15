using Orleans.Configuration;

namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that run flows, two each at a time. A message between them and from the client holds a megabyte.</summary>
public sealed class TwoEngineSilos() : EngineCluster(silos: 2)
{
    public const int MaxFlows = 2;
    public const int MessageSize = 1024 * 1024;

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        base.ConfigureSilo(silo);
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = MessageSize);
    }

    protected override void ConfigureClient(IClientBuilder client) =>
        client.Configure<ClientMessagingOptions>(options => options.MaxMessageBodySize = MessageSize);

    protected override void ConfigureEngine(TaskFlowEngineOptions options)
    {
        base.ConfigureEngine(options);
        options.MaxFlows = MaxFlows;
    }
}
