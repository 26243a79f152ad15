using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// The calls of one run that are under way or wait for their turn. With one at a time they are made on the spot, where the engine
/// runs; with more on the thread pool. A retry that waits before its attempt takes nobody's place.
/// </summary>
internal sealed class CallQueue(AtomCaller caller, TimeProvider time, int degree, TaskScheduler scheduler, CancellationToken stop)
{
    private readonly Channel<CallResult> _returned = Channel.CreateUnbounded<CallResult>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<(int Node, bool Executes, Func<ValueTask<Document>> Call)> _waiting = new();
    private readonly Dictionary<int, Func<ValueTask<Document>>> _delayed = [];
    private int _calling;

    /// <summary>Whether there are calls that have not begun, other than those that wait for a time.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Whether nothing is under way, and nothing waits.</summary>
    public bool IsEmpty => _calling == 0 && _delayed.Count == 0 && _waiting.Count == 0;

    /// <summary>Has a call made when it is its turn; after a delay if there is one.</summary>
    public void Add(int node, bool executes, Func<ValueTask<Document>> call, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            _delayed.Add(node, call);
            _ = WaitAsync(node, executes, delay);
            return;
        }

        _waiting.Enqueue((node, executes, call));
        Begin();
    }

    /// <summary>Forgets the calls that have not begun.</summary>
    public void DropWaiting() => _waiting.Clear();

    /// <summary>Takes what has come back, once there is something; nothing if nothing is under way, or what waited has been given up.</summary>
    public async ValueTask<List<CallResult>> TakeAsync()
    {
        var taken = new List<CallResult>();
        Begin();
        if (degree == 1 && _waiting.TryDequeue(out var next))
        {
            taken.Add(await caller.CallAsync(next.Node, next.Executes, next.Call));
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
                    _waiting.Enqueue((result.Node, result.Executed, call));
                }
            }
            else
            {
                _calling--;
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

    private void Begin()
    {
        while (degree > 1 && _calling < degree && _waiting.TryDequeue(out var next))
        {
            _calling++;
            _ = Task.Factory.StartNew(
                async () => _returned.Writer.TryWrite(await caller.CallAsync(next.Node, next.Executes, next.Call)),
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                scheduler);
        }
    }

    private async Task WaitAsync(int node, bool executes, TimeSpan delay)
    {
        bool due = true;
        try
        {
            await Task.Delay(delay, time, stop);
        }
        catch (OperationCanceledException)
        {
            due = false;
        }

        _returned.Writer.TryWrite(new CallResult(node, executes, Result: null, Failure: null) { IsDue = due });
    }
}
