namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Runs everything on the thread of whoever asks it to, one piece after the other, in an order that is drawn.</summary>
internal sealed class OneThread : TaskScheduler
{
    private readonly List<Task> _ready = [];

    public int Count => _ready.Count;

    public override int MaximumConcurrencyLevel => 1;

    public void RunOne(Random random)
    {
        int drawn = random.Next(_ready.Count);
        Task task = _ready[drawn];
        _ready[drawn] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        TryExecuteTask(task);
    }

    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    protected override void QueueTask(Task task) => _ready.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
