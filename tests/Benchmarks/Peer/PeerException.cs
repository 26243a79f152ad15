namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Python TaskFlow cannot be measured; the message says why, and what to do.</summary>
public sealed class PeerException(string message) : Exception(message);
