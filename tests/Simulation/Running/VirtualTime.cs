namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Time that passes only from one timer to the next, when it is told to.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public bool HasTimers => _timers.Count > 0;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance()
    {
        VirtualTimer next = _timers.MinBy(timer => timer.Due)!;
        _timers.Remove(next);
        _now = next.Due > _now ? next.Due : _now;
        next.Ring();
    }

    internal void Set(VirtualTimer timer, TimeSpan? due)
    {
        _timers.Remove(timer);
        if (due is { } wait)
        {
            timer.Due = _now + wait;
            _timers.Add(timer);
        }
    }
}
