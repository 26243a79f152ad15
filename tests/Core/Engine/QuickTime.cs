namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Time in which each wait is over once something has happened, and not before.</summary>
/// <param name="event">What that is.</param>
internal sealed class QuickTime(Func<TimeSpan, Task> @event) : TimeProvider
{
    /// <summary>What ends a wait at once.</summary>
    public static Task Now => Task.CompletedTask;

    /// <summary>What ends no wait.</summary>
    public static Task Never { get; } = new TaskCompletionSource().Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        @event(dueTime).ContinueWith(
            _ => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return timer;
    }
}
