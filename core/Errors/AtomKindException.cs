namespace Orleans.TaskFlow;

/// <summary>
/// An atom is not of the kind that the call needs: a task where a retry is wanted, or the reverse, or neither (the seeds
/// raise <c>TypeError</c>).
/// </summary>
public sealed class AtomKindException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
