namespace Orleans.TaskFlow;

/// <summary>
/// A write was refused because somebody else has changed the same record since it was read. The other write stands; this
/// one was not applied and is never tried again by itself. <see cref="FlowStorage"/> re-reads the record before its next
/// use, so a caller may look again and decide.
/// </summary>
public sealed class StaleWriteException(string message, Exception? innerException = null)
    : StorageFailureException(message, innerException);
