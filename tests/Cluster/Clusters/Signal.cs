namespace Orleans.TaskFlow.Tests.Cluster;

/// <summary>Lets a test wait until something is as it wants it, which is looked at when it may have changed, and not all the time.</summary>
internal sealed class Signal
{
    // Only what never happens is not there by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _changed = New();

    /// <summary>Says that it has changed.</summary>
    public void Tell() => Interlocked.Exchange(ref _changed, New()).SetResult();

    /// <exception cref="TimeoutException">It has not become so.</exception>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (condition())
            {
                return;
            }

            await changed.WaitAsync(Patience);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
