namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A timer of <see cref="VirtualTime"/>. It rings once.</summary>
internal sealed class VirtualTimer(VirtualTime time, Action ring) : ITimer
{
    public DateTimeOffset Due { get; set; }

    public void Ring() => ring();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Set(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Dispose() => time.Set(this, null);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
