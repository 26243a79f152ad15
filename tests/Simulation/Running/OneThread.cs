namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Runs everything on the thread of whoever asks it to, one piece after the other, in an order that is drawn.</summary>
/// <remarks>A semaphore that is waited for with a token hops over the thread pool before it comes back, so that work may arrive from there.</remarks>
internal sealed class OneThread : TaskScheduler
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly List<Task> _ready = [];

    public int Count
    {
        get
        {
            lock (_ready)
            {
                return _ready.Count;
            }
        }
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Waits for work that is on its way from elsewhere: whether some came.</summary>
    public bool WaitForWork()
    {
        lock (_ready)
        {
            return _ready.Count > 0 || Monitor.Wait(_ready, _patience);
        }
    }

    public void RunOne(Random random)
    {
        Task task;
        lock (_ready)
        {
            int drawn = random.Next(_ready.Count);
            task = _ready[drawn];
            _ready[drawn] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }

        TryExecuteTask(task);
    }

    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    protected override void QueueTask(Task task)
    {
        lock (_ready)
        {
            _ready.Add(task);
            Monitor.Pulse(_ready);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_ready)
        {
            return [.. _ready];
        }
    }
}
