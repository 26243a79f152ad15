namespace Orleans.TaskFlow;

/// <summary>
/// A record is larger than its store takes, or a value larger than a message of the cluster may be; the message names it and both sizes.
/// Nothing was written, and to try again is of no use.
/// </summary>
public sealed class TooLargeException(string message, Exception? innerException = null)
    : StorageFailureException(message, innerException);
