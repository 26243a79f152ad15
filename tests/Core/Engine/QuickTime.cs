namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Time in which some waits are over at once, and all others never.</summary>
/// <param name="passes">Which ones.</param>
internal sealed class QuickTime(Func<TimeSpan, bool> passes) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, passes(dueTime) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
