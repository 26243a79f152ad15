namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Thrown by atoms that are drawn to throw.</summary>
public sealed class BrokenDeedException(string message) : Exception(message);
