using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// Tells listeners in this process what happens to one flow, to each in the order in which it happened. Listeners are apart from the
/// engine: one that throws is logged and hears on, and one that is slow keeps nothing and nobody waiting but itself.
/// </summary>
public sealed class FlowNotifications
{
    private readonly ILogger _logger;
    private readonly FlowListeners _listeners = new();
    private readonly FlowListeners? _watchers;

    internal FlowNotifications(ILogger logger, FlowListeners? watchers = null)
    {
        _logger = logger;
        _watchers = watchers;
    }

    /// <summary>Whether anybody listens.</summary>
    internal bool Any => _listeners.Any || _watchers is { Any: true };

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
        FlowListener listener = _listeners.Join();
        Task told = Task.Run(() => TellAsync(listener, handler));
        return new Subscription(() => _listeners.Leave(listener), told);
    }

    /// <summary>Writes a line for each notification from now on: who, the state it was in and the one it is in. No values are written.</summary>
    /// <param name="writer">Where to; written to by one at a time.</param>
    /// <returns>Disposing it ends the lines, once all that happened before is written.</returns>
    public IAsyncDisposable PrintTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Subscribe<FlowNotification>(async notification => await writer.WriteLineAsync(FlowPrint.LineOf(notification)));
    }

    /// <summary>
    /// Logs each change of a state from now on (the seeds' <c>DynamicLoggingListener</c>). No values are logged, but an atom's exception
    /// where it was thrown in this process. An engine that was made with a logger logs by itself.
    /// </summary>
    /// <param name="logger">Where to.</param>
    /// <param name="level">Of what goes as it should.</param>
    /// <param name="failureLevel">
    /// Of atoms in FAILURE, REVERTED, RETRYING and REVERT_FAILURE, and of flows in FAILURE and REVERTED.
    /// </param>
    /// <returns>Disposing it ends the messages, once all that happened before is logged.</returns>
    public IAsyncDisposable LogTo(ILogger logger, LogLevel level = LogLevel.Debug, LogLevel failureLevel = LogLevel.Warning)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return Subscribe<FlowNotification>(new FlowLog(logger, level, failureLevel).Write);
    }

    /// <summary>
    /// Keeps from now on how long the code of each atom ran, and each run of the flow, in seconds under <c>duration</c> in its
    /// metadata (the seeds' <c>DurationListener</c>). It is a write more for each, which the flow does not wait for.
    /// </summary>
    /// <param name="storage">The flow's.</param>
    /// <returns>Disposing it ends that, once all that happened before is stored.</returns>
    public IAsyncDisposable RecordDurationsIn(IFlowStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return Subscribe<FlowNotification>(new FlowDurations(storage).RecordAsync);
    }

    /// <summary>All notifications from this call on, until the engine is disposed or the token is cancelled.</summary>
    public IAsyncEnumerable<FlowNotification> WatchAsync(CancellationToken cancellationToken = default) =>
        _listeners.WatchAsync(cancellationToken);

    internal void Publish(FlowNotification notification)
    {
        _watchers?.Publish(notification);
        _listeners.Publish(notification);
    }

    /// <summary>Ends all subscriptions, once they have had what happened before.</summary>
    internal void Complete() => _listeners.Complete();

    private async Task TellAsync<TNotification>(FlowListener listener, Func<TNotification, ValueTask> handler)
        where TNotification : FlowNotification
    {
        await foreach (FlowNotification notification in listener.Reader.ReadAllAsync())
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

    private sealed class Subscription(Action leave, Task told) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            leave();
            await told;
        }
    }
}
