using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Orleans.TaskFlow;

/// <summary>
/// Those who watch a flow over all engines of one run. Each has a buffer of its own; whoever does not keep up loses the oldest that he
/// has not taken, and is told how many.
/// </summary>
internal sealed class FlowWatchers
{
    /// <summary>How many notifications wait for one watcher.</summary>
    public const int Capacity = 4096;

    private readonly Lock _sync = new();
    private ImmutableArray<Watcher> _watchers = [];
    private bool _completed;

    public bool Any => !_watchers.IsEmpty;

    public void Publish(FlowNotification notification)
    {
        foreach (Watcher watcher in _watchers)
        {
            watcher.Add(notification);
        }
    }

    /// <summary>All notifications from this call on until the run has ended.</summary>
    public IAsyncEnumerable<FlowNotification> WatchAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(NewWatcher(), cancellationToken);

    /// <summary>As <see cref="WatchAsync"/>, in lists of what is there: nobody waits for a list to be full.</summary>
    /// <param name="sizeOf">How much of a list a notification takes.</param>
    /// <param name="full">After how much a list ends.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public IAsyncEnumerable<IReadOnlyList<FlowNotification>> WatchInListsAsync(
        Func<FlowNotification, long> sizeOf, long full, CancellationToken cancellationToken = default) =>
        ReadListsAsync(NewWatcher(), sizeOf, full, cancellationToken);

    private Watcher NewWatcher()
    {
        var watcher = new Watcher();
        lock (_sync)
        {
            if (_completed)
            {
                watcher.Complete();
            }
            else
            {
                _watchers = _watchers.Add(watcher);
            }
        }

        return watcher;
    }

    /// <summary>Nothing more comes: watchers end once they have taken what there is.</summary>
    public void Complete()
    {
        lock (_sync)
        {
            _completed = true;
            foreach (Watcher watcher in _watchers)
            {
                watcher.Complete();
            }
        }
    }

    private async IAsyncEnumerable<FlowNotification> ReadAsync(Watcher watcher, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (FlowNotification notification in watcher.Reader.ReadAllAsync(cancellationToken))
            {
                if (watcher.TakeMissed(notification) is { } missed)
                {
                    yield return missed;
                }

                yield return notification;
            }
        }
        finally
        {
            Leave(watcher);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<FlowNotification>> ReadListsAsync(
        Watcher watcher, Func<FlowNotification, long> sizeOf, long full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await watcher.Reader.WaitToReadAsync(cancellationToken))
            {
                var list = new List<FlowNotification>();
                for (long size = 0; size < full && watcher.Reader.TryRead(out FlowNotification? notification); size += sizeOf(notification))
                {
                    if (watcher.TakeMissed(notification) is { } missed)
                    {
                        list.Add(missed);
                    }

                    list.Add(notification);
                }

                yield return list;
            }
        }
        finally
        {
            Leave(watcher);
        }
    }

    private void Leave(Watcher watcher)
    {
        lock (_sync)
        {
            _watchers = _watchers.Remove(watcher);
        }
    }

    private sealed class Watcher
    {
        private readonly Channel<FlowNotification> _channel;
        private long _missed;

        public Watcher() => _channel = Channel.CreateBounded<FlowNotification>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));

        public ChannelReader<FlowNotification> Reader => _channel.Reader;

        public void Add(FlowNotification notification) => _channel.Writer.TryWrite(notification);

        public void Complete() => _channel.Writer.TryComplete();

        /// <summary>What is to be told before the next notification, if any before it were lost.</summary>
        public MissedNotification? TakeMissed(FlowNotification next) =>
            Interlocked.Exchange(ref _missed, 0) is var missed and > 0 ? new MissedNotification(next.FlowUuid, next.FlowName, missed) : null;
    }
}
