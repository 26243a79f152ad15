using System.Runtime.ExceptionServices;

namespace Orleans.TaskFlow;

/// <summary>Carries an error with its message, its facts, its cause and the trace of where it was thrown.</summary>
internal abstract class ErrorConverter<TError> : IConverter<TError, ErrorSurrogate>
    where TError : TaskFlowException
{
    public TError ConvertFromSurrogate(in ErrorSurrogate surrogate)
    {
        TError error = Make(surrogate);
        if (surrogate.StackTrace is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(error, trace);
        }

        return error;
    }

    public ErrorSurrogate ConvertToSurrogate(in TError value)
    {
        var surrogate = new ErrorSurrogate
        {
            Message = value.Message,
            StackTrace = value.StackTrace,
            InnerException = Portable(value.InnerException),
        };
        AddFacts(value, ref surrogate);
        return surrogate;
    }

    protected abstract TError Make(in ErrorSurrogate surrogate);

    protected virtual void AddFacts(TError error, ref ErrorSurrogate surrogate)
    {
    }

    // The cause may be of a type that only the silo knows: a store's driver's. What it says is worth more than its type.
    private static Exception? Portable(Exception? cause) => cause is null or TaskFlowException || IsEverywhere(cause.GetType().Namespace)
        ? cause
        : new InvalidOperationException($"{cause.GetType()}: {cause.Message}");

    private static bool IsEverywhere(string? space) => space == "System" || space?.StartsWith("System.", StringComparison.Ordinal) is true;
}
