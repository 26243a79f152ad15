namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Three silos over a store that outlives them, one of which is to be killed.</summary>
public sealed class ThreeSilos() : SurvivedCluster(silos: 3);
