namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>The time between two kills: counts what is acknowledged, and says when it was enough.</summary>
internal sealed class Round(int enough)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private volatile bool _ended;

    public int Calls => _calls;

    public Task Reached => _reached.Task;

    /// <summary>Whether the silo was killed: only then a call may fail.</summary>
    public bool HasEnded => _ended;

    public void Count()
    {
        if (Interlocked.Increment(ref _calls) == enough)
        {
            _reached.TrySetResult();
        }
    }

    public void End() => _ended = true;
}
