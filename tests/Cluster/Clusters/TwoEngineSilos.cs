namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that run flows, two each at a time.</summary>
public sealed class TwoEngineSilos() : EngineCluster(silos: 2)
{
    public const int MaxFlows = 2;

    protected override void ConfigureEngine(TaskFlowEngineOptions options)
    {
        base.ConfigureEngine(options);
        options.MaxFlows = MaxFlows;
    }
}
