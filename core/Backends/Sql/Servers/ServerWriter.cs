namespace Orleans.TaskFlow;

/// <summary>
/// Gathers what is to be written: calls that come while every lane is at work wait, and then share the next transaction of the lane
/// that is free first (group commit). Each is answered after the commit that it is in.
/// </summary>
/// <remarks>
/// A lane is a transaction under way, on a connection of its own. After each it goes to the end of the thread pool's queue, behind the answers
/// to its callers: so these get their turn first, and what they write next is in the next transaction. One caller alone goes on
/// where the lane ends, and no thread has to be woken for that.
/// </remarks>
/// <param name="lanes">How many transactions may be under way.</param>
/// <param name="mostInOne">How many calls may share one.</param>
/// <param name="runAsync">Makes the changes of some calls. Never throws.</param>
internal sealed class ServerWriter(int lanes, int mostInOne, Func<IReadOnlyList<ServerWrite>, Task> runAsync)
{
    private readonly Lock _gate = new();
    private readonly Queue<ServerWrite> _waiting = [];
    private int _running;
    private TaskCompletionSource? _closed;

    public Task<T> WriteAsync<T>(SqlChange<T> change)
    {
        var write = new ServerWrite<T>(change);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed is not null, typeof(IBackend));
            _waiting.Enqueue(write);
            if (_running == lanes)
            {
                return write.Task;
            }

            _running++;
        }

        if (TaskScheduler.Current == TaskScheduler.Default && SynchronizationContext.Current is null)
        {
            _ = RunAsync();
        }
        else
        {
            // What the lane does for others later must not run where this caller's turns are taken.
            ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.RunAsync(), this, preferLocal: false);
        }

        return write.Task;
    }

    /// <summary>Takes no more calls, and answers those that wait.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_closed is null)
            {
                _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_running == 0)
                {
                    _closed.SetResult();
                }
            }

            return _closed.Task;
        }
    }

    private async Task RunAsync()
    {
        while (Take() is { } writes)
        {
            ServerWrite? only = writes is [var one] ? one : null;
            await runAsync(writes);
            if (only is not null && TryEnd())
            {
                only.Answer();
                return;
            }

            foreach (ServerWrite write in writes)
            {
                write.AnswerElsewhere();
            }

            await Task.Yield();
        }
    }

    /// <summary>Ends the lane if nobody waits.</summary>
    private bool TryEnd()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0)
            {
                return false;
            }

            _running--;
            if (_running == 0)
            {
                _closed?.SetResult();
            }

            return true;
        }
    }

    /// <summary>What goes into the next transaction; <see langword="null"/> if there is nothing, which ends the lane.</summary>
    private List<ServerWrite>? Take()
    {
        lock (_gate)
        {
            if (TryEnd())
            {
                return null;
            }

            var writes = new List<ServerWrite>(Math.Min(_waiting.Count, mostInOne));
            while (writes.Count < mostInOne && _waiting.TryDequeue(out ServerWrite? write))
            {
                writes.Add(write);
            }

            return writes;
        }
    }
}
