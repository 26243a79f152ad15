using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// The calls of one run that are under way or wait for their turn. With one at a time they are made on the spot, where the engine
/// runs, unless they have a time-out; with more on the thread pool, where each goes on to the next while the engine saves what came back.
/// A retry that waits before its attempt takes nobody's place, and neither does a call that was given up.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    // Says that there may be something else to do than to wait.
    private static readonly CallResult _nudge = new(Node: -1, Executed: false, Result: null, Failure: null);

    private readonly AtomCaller _caller;
    private readonly RunContext _context;
    private readonly CallLimits _limits;
    private readonly CallPlaces? _places;
    private readonly int _degree;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _stopped;
    private readonly Channel<CallResult> _returned = Channel.CreateUnbounded<CallResult>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<PendingCall> _waiting = new();
    private readonly Dictionary<int, PendingCall> _delayed = [];
    private int _workers;
    private int _left;

    /// <param name="caller">Makes the calls.</param>
    /// <param name="context">The engine's.</param>
    /// <param name="limits">How long the calls may take.</param>
    /// <param name="stop">Once it is cancelled, no call begins on the thread pool, and no retry waits.</param>
    public CallQueue(AtomCaller caller, RunContext context, CallLimits limits, CancellationToken stop)
    {
        _caller = caller;
        _context = context;
        _limits = limits;
        _places = context.Options.Places;
        _degree = context.Options.MaxDegreeOfParallelism;
        _stop = stop;
        _stopped = stop.Register(() => _returned.Writer.TryWrite(_nudge));
    }

    /// <summary>Whether there are calls that have not begun, other than those that wait for a time.</summary>
    public bool HasWaiting => !_waiting.IsEmpty;

    /// <summary>Whether nothing is under way, and nothing waits.</summary>
    public bool IsEmpty => _left == 0 && _delayed.Count == 0;

    /// <summary>Has a call made when it is its turn; after a delay if there is one.</summary>
    public void Add(PendingCall call, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            _delayed.Add(call.Node.Index, call);
            _ = WaitAsync(call, delay);
            return;
        }

        _left++;
        _waiting.Enqueue(call);
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
        if (_degree == 1 && _waiting.TryDequeue(out PendingCall? next))
        {
            _ = _limits.Of(next.Node.Atom!) is null ? MakeAsync(next) : _limits.StartAsync(() => MakeAsync(next));
            for (TakeReturned(taken); taken.Count == 0; TakeReturned(taken))
            {
                await _returned.Reader.WaitToReadAsync();
            }

            return taken;
        }

        if (!IsEmpty)
        {
            await _returned.Reader.WaitToReadAsync();
        }

        TakeReturned(taken);
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

    private void TakeReturned(List<CallResult> taken)
    {
        while (_returned.Reader.TryRead(out CallResult result))
        {
            if (_delayed.Remove(result.Node, out PendingCall? call))
            {
                if (result.IsDue)
                {
                    Add(call, delay: TimeSpan.Zero);
                }
            }
            else if (result.Node >= 0)
            {
                _left--;
                taken.Add(result);
            }
        }
    }

    private void AddWorker()
    {
        if (Interlocked.Increment(ref _workers) <= _degree)
        {
            _ = _limits.StartAsync(WorkAsync);
        }
        else
        {
            Interlocked.Decrement(ref _workers);
        }
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested && _waiting.TryDequeue(out PendingCall? next))
        {
            if (!await MakeAsync(next))
            {
                return;
            }

            // Where calls keep every thread busy, what came back is saved, and told to listeners, in between.
            await Task.Yield();
        }

        EndWorker();
    }

    // What was added after the last look found this worker still counted.
    private void EndWorker()
    {
        Interlocked.Decrement(ref _workers);
        if (!_stop.IsCancellationRequested && !_waiting.IsEmpty)
        {
            AddWorker();
        }
    }

    // Whether the call came back, and was not given up before, with the place that it had.
    private async Task<bool> MakeAsync(PendingCall call)
    {
        if (_places is not null && !await EnterAsync(_places))
        {
            _returned.Writer.TryWrite(CallResult.Of(call, failure: null));
            return true;
        }

        using var guard = new CallGuard(_limits, call, _limits.Of(call.Node.Atom!));
        guard.Begin(() => _ = GiveUpAsync(call, guard));
        CallResult result = await _caller.CallAsync(call, guard);
        if (!guard.TryEnd())
        {
            Log.CameBackLate(_context.Logger, call, _context.Storage.FlowUuid);
            return false;
        }

        await GiveBackAsync(call, result);
        return true;
    }

    private async ValueTask GiveBackAsync(PendingCall call, CallResult result)
    {
        _places?.Leave();
        if (call.Reports is not null)
        {
            await call.Reports.CloseAsync();
        }

        _returned.Writer.TryWrite(result);
    }

    // The time that a call waits for a place is not the call's.
    private async ValueTask<bool> EnterAsync(CallPlaces places)
    {
        if (!await places.EnterAsync(_degree == 1 ? _limits.Cancellation : _stop))
        {
            return false;
        }

        if (!_limits.Cancellation.IsCancellationRequested)
        {
            return true;
        }

        // Whoever lost the flow meanwhile is not to call anything any more.
        places.Leave();
        return false;
    }

    private async Task GiveUpAsync(PendingCall call, CallGuard guard)
    {
        Log.GivenUp(_context.Logger, call, _context.Storage.FlowUuid, _limits.Grace.TotalMilliseconds);
        Failure? failure = guard.HasExpired ? Failure.FromException(guard.Overdue()) : null;
        await GiveBackAsync(call, CallResult.Of(call, failure) with { Duration = guard.Elapsed });
        if (_degree > 1)
        {
            EndWorker();
        }
    }

    private async Task WaitAsync(PendingCall call, TimeSpan delay)
    {
        bool due = true;
        try
        {
            await Task.Delay(delay, _context.Time, _stop);
        }
        catch (OperationCanceledException)
        {
            due = false;
        }

        _returned.Writer.TryWrite(CallResult.Of(call, failure: null) with { IsDue = due });
    }
}
