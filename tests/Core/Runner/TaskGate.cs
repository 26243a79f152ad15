namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Tasks that wait until the test lets them go on, or their token is cancelled.</summary>
internal sealed class TaskGate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>How often a task was called.</summary>
    public int Entered => _calls;

    /// <summary>When the first task was called.</summary>
    public Task WhenEntered => _entered.Task;

    public void Open() => _open.TrySetResult();

    public TaskAtom Task(string name) => TaskAtom.Create(name, async (_, cancellationToken) =>
    {
        Interlocked.Increment(ref _calls);
        _entered.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
        return Document.Null;
    });
}
