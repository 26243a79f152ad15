namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Two silos over a store that can be made to fail.</summary>
public sealed class FaultyCluster() : SurvivedCluster(silos: 2);
