namespace Orleans.TaskFlow;

/// <summary>When a call gives up waiting for the servers.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan limit)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Left => limit - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <exception cref="TimeoutException">The time is over.</exception>
    public Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken) =>
        task.IsCompleted ? task : ObservedAsync(task).WaitAsync(Left, time, cancellationToken);

    // Nobody may be there any more for an error that comes after the deadline.
    private static Task<T> ObservedAsync<T>(Task<T> task)
    {
        _ = task.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }
}
