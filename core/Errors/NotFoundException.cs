namespace Orleans.TaskFlow;

/// <summary>A logbook, flow, atom, named value or backend was asked for that is not there (the seeds' <c>NotFound</c>).</summary>
public sealed class NotFoundException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
