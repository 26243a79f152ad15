namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>What the sample's flow is made of.</summary>
public sealed record Trip(string To, int Price);
