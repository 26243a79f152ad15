using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// The calls of one run that are under way or wait for their turn. With one at a time they are made on the spot, where the engine
/// runs; with more on the thread pool, where each goes on to the next while the engine saves what came back. A retry that waits
/// before its attempt takes nobody's place.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    // Says that there may be something else to do than to wait.
    private static readonly CallResult _nudge = new(Node: -1, Executed: false, Result: null, Failure: null);

    private readonly AtomCaller _caller;
    private readonly TimeProvider _time;
    private readonly int _degree;
    private readonly TaskScheduler _scheduler;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _stopped;
    private readonly Channel<CallResult> _returned = Channel.CreateUnbounded<CallResult>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<(int Node, bool Executes, Func<ValueTask<Document>> Call)> _waiting = new();
    private readonly Dictionary<int, Func<ValueTask<Document>>> _delayed = [];
    private int _workers;
    private int _left;

    /// <param name="caller">Makes the calls.</param>
    /// <param name="time">Tells how long retries wait.</param>
    /// <param name="degree">How many calls are made at the same time.</param>
    /// <param name="scheduler">Where they are made, if there may be several at the same time.</param>
    /// <param name="stop">Once it is cancelled, no call begins on the thread pool, and no retry waits.</param>
    public CallQueue(AtomCaller caller, TimeProvider time, int degree, TaskScheduler scheduler, CancellationToken stop)
    {
        _caller = caller;
        _time = time;
        _degree = degree;
        _scheduler = scheduler;
        _stop = stop;
        _stopped = stop.Register(() => _returned.Writer.TryWrite(_nudge));
    }

    /// <summary>Whether there are calls that have not begun, other than those that wait for a time.</summary>
    public bool HasWaiting => !_waiting.IsEmpty;

    /// <summary>Whether nothing is under way, and nothing waits.</summary>
    public bool IsEmpty => _left == 0 && _delayed.Count == 0;

    /// <summary>Has a call made when it is its turn; after a delay if there is one.</summary>
    public void Add(int node, bool executes, Func<ValueTask<Document>> call, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            _delayed.Add(node, call);
            _ = WaitAsync(node, executes, delay);
            return;
        }

        _left++;
        _waiting.Enqueue((node, executes, call));
        if (_degree > 1)
        {
            AddWorker();
        }
    }

    /// <summary>Forgets the calls that have not begun.</summary>
    public void DropWaiting()
    {
        while (_waiting.TryDequeue(out _))
        {
            _left--;
        }
    }

    /// <summary>Takes what has come back, once there is something; or nothing, if there may be something else to do.</summary>
    public async ValueTask<List<CallResult>> TakeAsync()
    {
        var taken = new List<CallResult>();
        if (_degree == 1 && _waiting.TryDequeue(out var next))
        {
            _left--;
            taken.Add(await _caller.CallAsync(next.Node, next.Executes, next.Call));
        }
        else if (!IsEmpty)
        {
            await _returned.Reader.WaitToReadAsync();
        }

        while (_returned.Reader.TryRead(out CallResult result))
        {
            if (_delayed.Remove(result.Node, out Func<ValueTask<Document>>? call))
            {
                if (result.IsDue)
                {
                    Add(result.Node, result.Executed, call, delay: TimeSpan.Zero);
                }
            }
            else if (result.Node >= 0)
            {
                _left--;
                taken.Add(result);
            }
        }

        return taken;
    }

    /// <summary>Waits for all calls that have begun to end, whatever comes of them.</summary>
    public async Task DrainAsync()
    {
        DropWaiting();
        while (!IsEmpty)
        {
            await TakeAsync();
            DropWaiting();
        }
    }

    public void Dispose() => _stopped.Dispose();

    private void AddWorker()
    {
        if (Interlocked.Increment(ref _workers) <= _degree)
        {
            _ = Task.Factory.StartNew(WorkAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }
        else
        {
            Interlocked.Decrement(ref _workers);
        }
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested && _waiting.TryDequeue(out var next))
        {
            _returned.Writer.TryWrite(await _caller.CallAsync(next.Node, next.Executes, next.Call));
        }

        Interlocked.Decrement(ref _workers);

        // What was added after the last look found this worker still counted.
        if (!_stop.IsCancellationRequested && !_waiting.IsEmpty)
        {
            AddWorker();
        }
    }

    private async Task WaitAsync(int node, bool executes, TimeSpan delay)
    {
        bool due = true;
        try
        {
            await Task.Delay(delay, _time, _stop);
        }
        catch (OperationCanceledException)
        {
            due = false;
        }

        _returned.Writer.TryWrite(new CallResult(node, executes, Result: null, Failure: null) { IsDue = due });
    }
}
