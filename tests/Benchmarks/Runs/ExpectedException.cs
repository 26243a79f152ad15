namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What makes a flow revert.</summary>
public sealed class ExpectedException() : Exception("This task fails, so that the flow is reverted.");
