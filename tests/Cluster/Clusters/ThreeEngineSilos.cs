namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Three silos that run flows, of which some are to be killed or stopped.</summary>
public sealed class ThreeEngineSilos() : EngineCluster(silos: 3);
