namespace Orleans.TaskFlow.Cli;

/// <summary>The command cannot mean what was written; nothing was done.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
