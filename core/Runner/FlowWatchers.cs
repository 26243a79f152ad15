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
    public IAsyncEnumerable<FlowNotification> WatchAsync(CancellationToken cancellationToken = default)
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

        return ReadAsync(watcher, cancellationToken);
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
                if (watcher.TakeMissed() is var missed and > 0)
                {
                    yield return new MissedNotification(notification.FlowUuid, notification.FlowName, missed);
                }

                yield return notification;
            }
        }
        finally
        {
            lock (_sync)
            {
                _watchers = _watchers.Remove(watcher);
            }
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

        public long TakeMissed() => Interlocked.Exchange(ref _missed, 0);
    }
}
