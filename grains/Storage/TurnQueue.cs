namespace Orleans.TaskFlow;

/// <summary>Lets what interleaves in one grain come one after the other. Used in the turns of one grain only.</summary>
internal sealed class TurnQueue
{
    private Task _last = Task.CompletedTask;

    public async Task RunAsync(Func<Task> act)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task former = _last;
        _last = turn.Task;
        await former;
        try
        {
            await act();
        }
        finally
        {
            turn.SetResult();
        }
    }
}
