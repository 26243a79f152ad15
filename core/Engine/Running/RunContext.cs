using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>What all parts of one engine work with.</summary>
internal sealed record RunContext(
    CompiledFlow Flow, IFlowStorage Storage, FlowEngineOptions Options, FlowNotifications Notifications, TimeProvider Time, ILogger Logger)
{
    private long? _runningSince;

    public ExecutionGraph Graph => Flow.Graph;

    /// <summary>Whether anybody wants to be told.</summary>
    public bool IsWatched => Notifications.Any || Options.Checkpoint is not null;

    /// <summary>
    /// Saves several changes in one commit; <see langword="null"/> where the store cannot, or somebody is to see every one of them on its own.
    /// </summary>
    public IJointStorage? Joint => Options.Checkpoint is null && Storage is IJointStorage { JoinsChanges: true } storage ? storage : null;

    /// <summary>Whether a checkpoint ended the run: nothing more is to be done then, as after a crash.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Tells of something that has been saved.</summary>
    public ValueTask PublishAsync(FlowNotification notification)
    {
        Notifications.Publish(notification);
        return Options.Checkpoint is null ? ValueTask.CompletedTask : PassAsync(Options.Checkpoint, notification);
    }

    /// <summary>Changes the flow's state, and tells if it changed.</summary>
    /// <returns>The state that the flow is in now.</returns>
    /// <exception cref="InvalidStateException">The flow cannot go there.</exception>
    public async Task<State> ChangeStateAsync(State state, CancellationToken cancellationToken)
    {
        FlowStateChange change = await Storage.ChangeFlowStateAsync(state, cancellationToken);
        if (!change.Changed)
        {
            return change.Previous;
        }

        Log.FlowStateChanged(Logger, Storage.FlowName, Storage.FlowUuid, change.Previous, state);
        await PublishAsync(new FlowStateNotification(Storage.FlowUuid, Storage.FlowName, state, change.Previous) { Duration = DurationAt(state) });
        return state;
    }

    // Of the run that ends with this state.
    private TimeSpan? DurationAt(State state)
    {
        if (state == State.Suspending)
        {
            return null;
        }

        TimeSpan? duration = _runningSince is { } since ? Time.GetElapsedTime(since) : null;
        _runningSince = state == State.Running ? Time.GetTimestamp() : null;
        return duration;
    }

    private async ValueTask PassAsync(Func<FlowNotification, ValueTask> checkpoint, FlowNotification notification)
    {
        try
        {
            await checkpoint(notification);
        }
        catch
        {
            IsAbandoned = true;
            throw;
        }
    }
}
