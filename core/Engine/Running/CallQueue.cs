using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// The calls of one run that are under way. With one at a time they are made on the spot, where the engine runs; with more on the
/// thread pool. A retry that waits before its attempt takes nobody's place.
/// </summary>
internal sealed class CallQueue(AtomCaller caller, TimeProvider time, int degree, CancellationToken stop)
{
    private readonly Channel<CallResult> _returned = Channel.CreateUnbounded<CallResult>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<int, Func<ValueTask<Document>>> _due = [];
    private readonly List<CallResult> _here = [];
    private int _calling;

    /// <summary>How many calls could be begun now.</summary>
    public int Free => degree - _calling - _here.Count;

    /// <summary>Whether nothing is under way, and nothing waits to be taken.</summary>
    public bool IsEmpty => _calling == 0 && _due.Count == 0 && _here.Count == 0;

    /// <summary>Makes a call, after a delay if there is one.</summary>
    public async ValueTask BeginAsync(int node, bool executes, Func<ValueTask<Document>> call, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            _due.Add(node, call);
            _ = WaitAsync(node, executes, delay);
        }
        else if (degree == 1)
        {
            _here.Add(await caller.CallAsync(node, executes, call));
        }
        else
        {
            _calling++;
            _ = Task.Run(async () => _returned.Writer.TryWrite(await caller.CallAsync(node, executes, call)), CancellationToken.None);
        }
    }

    /// <summary>Takes what has come back; if <paramref name="wait"/> and there is nothing yet, once there is something.</summary>
    public async ValueTask<List<CallResult>> TakeAsync(bool wait)
    {
        if (wait && _here.Count == 0 && !IsEmpty)
        {
            await _returned.Reader.WaitToReadAsync();
        }

        while (_returned.Reader.TryRead(out CallResult result))
        {
            if (_due.Remove(result.Node, out Func<ValueTask<Document>>? call))
            {
                if (result.IsDue)
                {
                    await BeginAsync(result.Node, result.Executed, call, delay: TimeSpan.Zero);
                }
            }
            else
            {
                _calling--;
                _here.Add(result);
            }
        }

        var taken = new List<CallResult>(_here);
        _here.Clear();
        return taken;
    }

    /// <summary>Waits for all calls to end, whatever comes of them.</summary>
    public async Task DrainAsync()
    {
        while (!IsEmpty)
        {
            await TakeAsync(wait: true);
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
