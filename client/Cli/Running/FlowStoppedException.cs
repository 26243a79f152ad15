namespace Orleans.TaskFlow.Cli;

/// <summary>A flow could not be run on, and not because of what its atoms did.</summary>
internal sealed class FlowStoppedException(string message, Exception? innerException) : Exception(message, innerException);
