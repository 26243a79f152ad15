namespace Orleans.TaskFlow;

/// <summary>An error of a server or its driver, on its way to where it is answered.</summary>
internal sealed class ServerFailure(string message, Exception cause, ServerTrouble trouble, bool outcomeUnknown) : Exception(message, cause)
{
    public ServerTrouble Trouble { get; } = trouble;

    /// <summary>The error for one caller. Each has its own: a rethrow writes into it, and callers may do so at the same time.</summary>
    public StorageFailureException ForCaller() => new(Message, InnerException, outcomeUnknown);
}
