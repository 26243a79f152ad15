using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// Tells listeners in this process what happens to one flow, to each in the order in which it happened. Listeners are apart from the
/// engine: one that throws is logged and hears on, and one that is slow keeps nothing and nobody waiting but itself.
/// </summary>
public sealed class FlowNotifications
{
    private readonly ILogger _logger;
    private readonly FlowWatchers? _watchers;
    private readonly Lock _sync = new();
    private ImmutableArray<ChannelWriter<FlowNotification>> _listeners = [];
    private bool _completed;

    internal FlowNotifications(ILogger logger, FlowWatchers? watchers = null)
    {
        _logger = logger;
        _watchers = watchers;
    }

    /// <summary>Whether anybody listens.</summary>
    internal bool Any => !_listeners.IsEmpty || _watchers is { Any: true };

    /// <summary>Calls a handler for each notification of a type from now on, one after the other.</summary>
    /// <typeparam name="TNotification">Which ones: <see cref="FlowNotification"/> for all.</typeparam>
    /// <param name="handler">Called on the thread pool.</param>
    /// <returns>Disposing it ends the subscription, once the handler has had all that happened before.</returns>
    public IAsyncDisposable Subscribe<TNotification>(Action<TNotification> handler)
        where TNotification : FlowNotification
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Subscribe<TNotification>(notification =>
        {
            handler(notification);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>As <see cref="Subscribe{TNotification}(Action{TNotification})"/>, for a handler that has to wait for something.</summary>
    public IAsyncDisposable Subscribe<TNotification>(Func<TNotification, ValueTask> handler)
        where TNotification : FlowNotification
    {
        ArgumentNullException.ThrowIfNull(handler);
        Channel<FlowNotification> channel = Listen();
        Task told = Task.Run(() => TellAsync(channel.Reader, handler));
        return new Subscription(() => Leave(channel), told);
    }

    /// <summary>Writes a line for each notification from now on: who, the state it was in and the one it is in. No values are written.</summary>
    /// <param name="writer">Where to; written to by one at a time.</param>
    /// <returns>Disposing it ends the lines, once all that happened before is written.</returns>
    public IAsyncDisposable PrintTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Subscribe<FlowNotification>(async notification => await writer.WriteLineAsync(FlowPrint.LineOf(notification)));
    }

    /// <summary>All notifications from this call on, until the engine is disposed or the token is cancelled.</summary>
    public IAsyncEnumerable<FlowNotification> WatchAsync(CancellationToken cancellationToken = default)
    {
        // Listening begins here, and not when the first one is asked for.
        Channel<FlowNotification> channel = Listen();
        return ReadAsync(channel, cancellationToken);
    }

    internal void Publish(FlowNotification notification)
    {
        _watchers?.Publish(notification);
        foreach (ChannelWriter<FlowNotification> listener in _listeners)
        {
            listener.TryWrite(notification);
        }
    }

    /// <summary>Ends all subscriptions, once they have had what happened before.</summary>
    internal void Complete()
    {
        lock (_sync)
        {
            _completed = true;
            foreach (ChannelWriter<FlowNotification> listener in _listeners)
            {
                listener.TryComplete();
            }
        }
    }

    private async Task TellAsync<TNotification>(ChannelReader<FlowNotification> reader, Func<TNotification, ValueTask> handler)
        where TNotification : FlowNotification
    {
        await foreach (FlowNotification notification in reader.ReadAllAsync())
        {
            if (notification is TNotification wanted)
            {
                try
                {
                    await handler(wanted);
                }
                catch (Exception error)
                {
                    Log.ListenerFailed(_logger, error, typeof(TNotification).Name, notification.FlowUuid);
                }
            }
        }
    }

    private async IAsyncEnumerable<FlowNotification> ReadAsync(
        Channel<FlowNotification> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (FlowNotification notification in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return notification;
            }
        }
        finally
        {
            Leave(channel);
        }
    }

    private Channel<FlowNotification> Listen()
    {
        var channel = Channel.CreateUnbounded<FlowNotification>(new UnboundedChannelOptions { SingleReader = true });
        lock (_sync)
        {
            _listeners = _listeners.Add(channel.Writer);
            if (_completed)
            {
                channel.Writer.TryComplete();
            }
        }

        return channel;
    }

    private void Leave(Channel<FlowNotification> channel)
    {
        lock (_sync)
        {
            _listeners = _listeners.Remove(channel.Writer);
        }

        channel.Writer.TryComplete();
    }

    private sealed class Subscription(Action leave, Task told) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            leave();
            await told;
        }
    }
}
