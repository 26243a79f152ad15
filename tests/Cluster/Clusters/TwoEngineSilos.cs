namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos that run flows.</summary>
public sealed class TwoEngineSilos() : EngineCluster(silos: 2);
