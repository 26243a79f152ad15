using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Turns what a grain call can raise into the errors that core knows.</summary>
internal static class ClusterErrors
{
    /// <summary>
    /// Whether an error is to reach the caller as it is: it is core's own, says that the call itself was wrong, or that the caller
    /// gave it up.
    /// </summary>
    public static bool IsCores(Exception error, CancellationToken cancellationToken) => error switch
    {
        TaskFlowException or ArgumentException or NotSupportedException or SessionLostException => true,
        OperationCanceledException => cancellationToken.IsCancellationRequested,
        _ => false,
    };

    /// <summary>The error for a call that failed on its way, in the store behind the grain, or in the grain.</summary>
    /// <param name="error">What was raised; not one that <see cref="IsCores"/> knows.</param>
    /// <param name="what">What was to be read or written, as the subject of a sentence.</param>
    /// <param name="write">Whether the call was to write, so that it may have done so although no answer came.</param>
    public static TaskFlowException Of(Exception error, string what, bool write)
    {
        if (error is InconsistentStateException)
        {
            return new StaleWriteException($"{what} was not written: somebody else changed its record in the meantime.", error);
        }

        // The grain could not be activated because of what its store holds: that is the news, not the rejected call.
        if (Cause(error) is { } cause)
        {
            return cause;
        }

        string said = Said(error);
        if (error.GetType() == typeof(OrleansException))
        {
            // What Orleans says where a store failed while a grain was activated: the call did not get that far.
            return new StorageFailureException($"{what} could not be {(write ? "written" : "read")}, because the record cannot be read from its store: {said}", error);
        }

        return write
            ? new StorageFailureException(
                $"{what} may or may not have been written: the outcome is unknown, as the cluster gave no answer ({said}). Read it again before deciding.",
                error,
                outcomeUnknown: true)
            : new StorageFailureException($"{what} could not be read from the cluster: {said}", error);
    }

    private static string Said(Exception error)
    {
        while (error.InnerException is { } cause)
        {
            error = cause;
        }

        return error.Message.AsSpan().Trim().EnumerateLines() is var lines && lines.MoveNext() ? lines.Current.ToString() : "";
    }

    private static InvalidFormatException? Cause(Exception error)
    {
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is InvalidFormatException found)
            {
                return found;
            }
        }

        return null;
    }
}
