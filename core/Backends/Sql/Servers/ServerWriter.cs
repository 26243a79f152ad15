namespace Orleans.TaskFlow;

/// <summary>
/// Gathers what is to be written: calls that come while every lane is at work wait, and then share the next transaction of the lane
/// that is free first (group commit). Each is answered after the commit that it is in.
/// </summary>
/// <remarks>
/// A lane is a transaction under way, on a connection of its own. After each it goes to the end of the thread pool's queue: so the
/// callers just answered get their turn first, and what they write next is in the next transaction.
/// </remarks>
internal sealed class ServerWriter(ServerTransactions transactions, int lanes)
{
    private const int MostInOne = 128;

    private readonly Lock _gate = new();
    private readonly Queue<ServerWrite> _alone = [];
    private readonly Queue<ServerWrite> _shared = [];
    private int _running;
    private TaskCompletionSource? _closed;

    public Task<T> WriteAsync<T>(SqlChange<T> change)
    {
        var write = new ServerWrite<T>(change);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed is not null, typeof(IBackend));
            (write.IsTogether ? _alone : _shared).Enqueue(write);
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
            await (writes is [{ IsTogether: true } write] ? transactions.RunTogetherAsync(write) : transactions.RunSharedAsync(writes));
            await Task.Yield();
        }
    }

    /// <summary>What goes into the next transaction; <see langword="null"/> if there is nothing, which ends the lane.</summary>
    private List<ServerWrite>? Take()
    {
        lock (_gate)
        {
            if (_alone.TryDequeue(out ServerWrite? alone))
            {
                return [alone];
            }

            if (_shared.Count == 0)
            {
                _running--;
                if (_running == 0)
                {
                    _closed?.SetResult();
                }

                return null;
            }

            var writes = new List<ServerWrite>(Math.Min(_shared.Count, MostInOne));
            while (writes.Count < MostInOne && _shared.TryDequeue(out ServerWrite? write))
            {
                writes.Add(write);
            }

            return writes;
        }
    }
}
