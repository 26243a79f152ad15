namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Something that was to be a trace is not one, or asks for something that the runner does not know.</summary>
public sealed class TraceFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
