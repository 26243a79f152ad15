namespace Orleans.TaskFlow;

/// <summary>
/// A class or function cannot be a task or a retry, or what was said of one does not fit it; the message names it and the parameter,
/// symbol or type (the seeds raise <c>ValueError</c> or <c>TypeError</c>).
/// </summary>
public sealed class TaskDeclarationException(string message, Exception? innerException = null)
    : TaskFlowException(message, innerException);
