namespace Orleans.TaskFlow;

/// <summary>
/// Base of every error that this library raises about logbooks, flows, atoms and the stores that keep them. Errors of use
/// (a null or empty argument) are <see cref="ArgumentException"/>s instead.
/// </summary>
/// <remarks>
/// A call that raised one of these changed nothing, unless the exception says otherwise
/// (<see cref="StorageFailureException.OutcomeUnknown"/>).
/// </remarks>
public abstract class TaskFlowException : Exception
{
    /// <summary>Makes an error whose message names the flow, atom or store at hand.</summary>
    private protected TaskFlowException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
