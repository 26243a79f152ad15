namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A server ended while it started, or did not answer in time. The message ends with the last lines of its log.</summary>
public sealed class ServerStartException(string message) : Exception(message);
