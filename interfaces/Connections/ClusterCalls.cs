namespace Orleans.TaskFlow;

/// <summary>
/// Makes grain calls. What they raise becomes core's errors. Cancelling gives a read up at once; a write is not begun, or waited for.
/// </summary>
internal static class ClusterCalls
{
    public static async Task<T> ReadAsync<TArgument, T>(
        Func<TArgument, ValueTask<T>> call, TArgument argument, Func<TArgument, string> what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            ValueTask<T> answer = call(argument);
            return cancellationToken.CanBeCanceled ? await answer.AsTask().WaitAsync(cancellationToken) : await answer;
        }
        catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
        {
            throw ClusterErrors.Of(error, what(argument), write: false);
        }
    }

    public static async Task<T> WriteAsync<TArgument, T>(
        Func<TArgument, ValueTask<T>> call, TArgument argument, Func<TArgument, string> what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call(argument);
        }
        catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
        {
            throw ClusterErrors.Of(error, what(argument), write: true);
        }
    }

    public static async Task WriteAsync<TArgument>(
        Func<TArgument, ValueTask> call, TArgument argument, Func<TArgument, string> what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await call(argument);
        }
        catch (Exception error) when (!ClusterErrors.IsCores(error, cancellationToken))
        {
            throw ClusterErrors.Of(error, what(argument), write: true);
        }
    }
}
