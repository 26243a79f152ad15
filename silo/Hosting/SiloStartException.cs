namespace Orleans.TaskFlow;

/// <summary>The silo cannot start. The message is all that the operator gets: which setting, and why.</summary>
internal sealed class SiloStartException(string message, Exception cause) : Exception(message, cause);
