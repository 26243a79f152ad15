namespace Orleans.TaskFlow;

/// <summary>A name is taken already: by an atom of the other kind, or twice in one call (the seeds' <c>Duplicate</c>).</summary>
public sealed class DuplicateException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
