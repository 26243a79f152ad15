using System.Collections.Concurrent;

namespace Orleans.TaskFlow;

/// <summary>The batches that are known to be over: once one is, its nodes count for good. Forgets them rather than growing without end.</summary>
internal sealed class CommittedBatches
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);
    private long _now;

    /// <summary>A moment, to compare with what was known when.</summary>
    public long Now => Interlocked.Read(ref _now);

    /// <summary>Whether a batch was known to be over at a moment.</summary>
    public bool Contains(string batch, long moment) => _known.TryGetValue(batch, out long since) && since <= moment;

    public void Add(string batch)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known.TryAdd(batch, Interlocked.Increment(ref _now));
    }
}
