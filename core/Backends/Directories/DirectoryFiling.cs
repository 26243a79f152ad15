namespace Orleans.TaskFlow;

/// <summary>The bringing of what one log holds into the items' files, beside the calls that append to the other log.</summary>
internal sealed class DirectoryFiling
{
    // A change is a step. With more than one step for each change that waits, what is to be filed next does not grow for ever.
    private const int StepsPerChange = 2;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Changes, int Turn)> _waiting = new();
    private int _turn;
    private int _steps;
    private bool _isOver;

    /// <param name="file">Does it, and calls what it is given at each step.</param>
    public DirectoryFiling(Action<Action> file)
    {
        // It may take seconds, most of them waiting for the disk: not on a thread that calls need.
        Done = Task.Factory.StartNew(
            () => Run(file), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    /// <summary>Ends once everything is in the files and on the disk, and the log that held it begun anew.</summary>
    public Task Done { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Taken { get; private set; }

    /// <summary>Ends once as much was filed as makes room for so many changes, before others who wait for more.</summary>
    public Task MakeRoomAsync(int changes)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return Task.CompletedTask;
            }

            var haveRoom = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(haveRoom, (changes, _turn++));
            return haveRoom.Task;
        }
    }

    private void Run(Action<Action> file)
    {
        TimeProvider clock = TimeProvider.System;
        long begun = clock.GetTimestamp();
        try
        {
            file(Step);
        }
        finally
        {
            Taken = clock.GetElapsedTime(begun);
            End();
        }
    }

    private void Step()
    {
        lock (_gate)
        {
            _steps++;
            while (_waiting.TryPeek(out TaskCompletionSource? haveRoom, out var next) && (long)next.Changes * StepsPerChange <= _steps)
            {
                _steps -= next.Changes * StepsPerChange;
                haveRoom.SetResult();
                _waiting.Dequeue();
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var (haveRoom, _) in _waiting.UnorderedItems)
            {
                haveRoom.SetResult();
            }
        }
    }
}
