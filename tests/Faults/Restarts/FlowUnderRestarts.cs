using Orleans.TaskFlow.Tests.Faults.Writer;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>Does every deed to one flow at the same time, and counts on each call to succeed, however the server fares.</summary>
internal sealed class FlowUnderRestarts
{
    private readonly IFlowStorage _storage;
    private readonly Acknowledged _acknowledged;
    private readonly Task[] _writing;
    private volatile bool _ending;
    private int _calls;

    private FlowUnderRestarts(IFlowStorage storage)
    {
        _storage = storage;
        _acknowledged = new Acknowledged(storage.FlowUuid);
        _writing = [.. Deeds.All.Select(deed => Task.Run(() => RepeatAsync(deed)))];
    }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Begins to write.</summary>
    public static async Task<FlowUnderRestarts> BeginAsync(IFlowStorage storage)
    {
        await storage.EnsureAtomsAsync(Deeds.Atoms);
        return new FlowUnderRestarts(storage);
    }

    /// <summary>Waits until each of the flow's deeds has been acknowledged once more.</summary>
    /// <exception cref="TimeoutException">The flow is stuck.</exception>
    public async Task GoesOnAsync(TimeSpan patience)
    {
        int[] before = [.. Deeds.All.Select(_acknowledged.LastOf)];
        using var limit = new CancellationTokenSource(patience);
        while (Deeds.All.Zip(before).Any(deed => _acknowledged.LastOf(deed.First) == deed.Second))
        {
            await Task.WhenAll(_writing.Where(writing => writing.IsFaulted));

            if (limit.IsCancellationRequested)
            {
                string stuck = string.Join(", ", Deeds.All.Zip(before).Where(deed => _acknowledged.LastOf(deed.First) == deed.Second).Select(deed => deed.First.Name));
                throw new TimeoutException($"Flow {_storage.FlowUuid} is stuck: nothing was acknowledged to {stuck} within {patience}.");
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>Lets the calls that are under way end.</summary>
    public async Task EndAsync()
    {
        _ending = true;
        await Task.WhenAll(_writing);
        await _storage.DisposeAsync();
    }

    /// <summary>Holds what was acknowledged against what somebody else sees: exactly that, each call once.</summary>
    public async Task CheckAsync(IBackend another)
    {
        await using FlowStorage seen = await FlowStorage.OpenAsync(another, _storage.FlowUuid);
        await _acknowledged.CheckAsync(seen, onTheirWay: false);
    }

    private async Task RepeatAsync(Deed deed)
    {
        for (int number = 1; !_ending; number++)
        {
            await deed.DoAsync(_storage, number);
            _acknowledged.Note(deed, number);
            Interlocked.Increment(ref _calls);
        }
    }
}
