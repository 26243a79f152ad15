namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that keep their records in memory.</summary>
public sealed class MemoryCluster() : RunningCluster(silos: 2)
{
    protected override void ConfigureSilo(ISiloBuilder silo) => silo.AddMemoryGrainStorage(TaskFlowGrainStorage.Name);
}
