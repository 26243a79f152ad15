namespace Orleans.TaskFlow;

/// <summary>
/// A result was asked for that cannot be read in the state its atom is in (the seeds' <c>DisallowedAccess</c>).
/// </summary>
public sealed class DisallowedAccessException(string message, State? state, Exception? innerException = null)
    : TaskFlowException(message, innerException)
{
    /// <summary>The state the atom was in; <see langword="null"/> if it had none yet.</summary>
    public State? State { get; } = state;
}
