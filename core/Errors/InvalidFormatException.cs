namespace Orleans.TaskFlow;

/// <summary>
/// A value is not what it has to be: it cannot be written as JSON, is not the JSON that was expected, or does not fit the
/// .NET type that it was asked for as (the seeds' <c>InvalidFormat</c>).
/// </summary>
public sealed class InvalidFormatException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
