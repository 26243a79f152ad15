namespace Orleans.TaskFlow;

/// <summary>
/// Something is there already: a name that is taken by an atom of the other kind, or twice in one call, or a record that belongs
/// to another logbook or flow (the seeds' <c>Duplicate</c>).
/// </summary>
public sealed class DuplicateException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
