namespace Orleans.TaskFlow;

/// <summary>
/// A store could not be read or written (the seeds' <c>StorageFailure</c>). <see cref="FlowStorage"/> tries a call that
/// raised it again, up to <see cref="FlowStorageOptions.Attempts"/> times, unless it is a <see cref="StaleWriteException"/> or a <see cref="TooLargeException"/>.
/// </summary>
public class StorageFailureException(string message, Exception? innerException = null, bool outcomeUnknown = false)
    : TaskFlowException(message, innerException)
{
    /// <summary>
    /// <see langword="true"/> if the write may have been applied all the same (a time-out, a connection that was lost
    /// before the answer came); <see langword="false"/> if it certainly was not.
    /// </summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
