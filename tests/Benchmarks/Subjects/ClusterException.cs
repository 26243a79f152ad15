namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Clusters cannot be measured here; the message says why.</summary>
public sealed class ClusterException(string message) : Exception(message);
