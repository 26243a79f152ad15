using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// Those who listen to what happens to a flow, each at his own pace: notifications wait for him, and whoever does not keep up loses the
/// oldest that he has not taken, and is told how many.
/// </summary>
/// <param name="capacity">How many notifications wait for one listener; without one, all that come.</param>
internal sealed class FlowListeners(int? capacity = null)
{
    private readonly Lock _sync = new();
    private ImmutableArray<FlowListener> _listeners = [];
    private bool _completed;

    public bool Any => !_listeners.IsEmpty;

    public void Publish(FlowNotification notification)
    {
        foreach (FlowListener listener in _listeners)
        {
            listener.Add(notification);
        }
    }

    /// <summary>All notifications from this call on, until <see cref="Complete"/>.</summary>
    public IAsyncEnumerable<FlowNotification> WatchAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(Join(), cancellationToken);

    /// <summary>As <see cref="WatchAsync"/>, in lists of what is there: nobody waits for a list to be full.</summary>
    /// <param name="sizeOf">How much of a list a notification takes.</param>
    /// <param name="full">After how much a list ends.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public IAsyncEnumerable<IReadOnlyList<FlowNotification>> WatchInListsAsync(
        Func<FlowNotification, long> sizeOf, long full, CancellationToken cancellationToken = default) =>
        ReadListsAsync(Join(), sizeOf, full, cancellationToken);

    /// <summary>Another one, who listens from now on.</summary>
    public FlowListener Join()
    {
        var listener = new FlowListener(capacity);
        lock (_sync)
        {
            if (_completed)
            {
                listener.Complete();
            }
            else
            {
                _listeners = _listeners.Add(listener);
            }
        }

        return listener;
    }

    /// <summary>Nothing more comes for him.</summary>
    public void Leave(FlowListener listener)
    {
        lock (_sync)
        {
            _listeners = _listeners.Remove(listener);
        }

        listener.Complete();
    }

    /// <summary>Nothing more comes for anybody.</summary>
    public void Complete()
    {
        lock (_sync)
        {
            _completed = true;
            foreach (FlowListener listener in _listeners)
            {
                listener.Complete();
            }
        }
    }

    private async IAsyncEnumerable<FlowNotification> ReadAsync(FlowListener listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (FlowNotification notification in listener.Reader.ReadAllAsync(cancellationToken))
            {
                if (listener.TakeMissed(notification) is { } missed)
                {
                    yield return missed;
                }

                yield return notification;
            }
        }
        finally
        {
            Leave(listener);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<FlowNotification>> ReadListsAsync(
        FlowListener listener, Func<FlowNotification, long> sizeOf, long full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await listener.Reader.WaitToReadAsync(cancellationToken))
            {
                var list = new List<FlowNotification>();
                for (long size = 0; size < full && listener.Reader.TryRead(out FlowNotification? notification); size += sizeOf(notification))
                {
                    if (listener.TakeMissed(notification) is { } missed)
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
            Leave(listener);
        }
    }
}
