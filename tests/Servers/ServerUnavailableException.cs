namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>This machine lacks what a server needs, and it could not be installed. The message names what is missing and what to do.</summary>
public sealed class ServerUnavailableException(string message) : Exception(message);
