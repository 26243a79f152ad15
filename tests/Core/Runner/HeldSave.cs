namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Holds the first save of a logbook until the test lets it go, and counts all of them.</summary>
internal sealed class HeldSave
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _saves;

    /// <summary>Whether that save fails then.</summary>
    public bool FirstFails { get; init; }

    /// <summary>How many saves there were.</summary>
    public int Saves => _saves;

    /// <summary>When the first save is held.</summary>
    public Task WhenHeld => _held.Task;

    public void LetGo() => _go.SetResult();

    /// <summary>For <see cref="InterceptedBackend.OnBook"/>.</summary>
    public async Task OnBook(LogBook book, Func<Task> write)
    {
        if (Interlocked.Increment(ref _saves) == 1)
        {
            _held.SetResult();
            await _go.Task;
            if (FirstFails)
            {
                throw new StorageFailureException("down");
            }
        }

        await write();
    }
}
