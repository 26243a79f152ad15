using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>
/// One run of a flow on the thread pool, from waiting for its turn to its end, over as many engines as it takes: where a store failed,
/// another one may be opened after a while.
/// </summary>
/// <param name="flowUuid">The flow.</param>
/// <param name="open">
/// Opens the flow's storage and makes an engine for it, with the options that it is given; <see langword="null"/> if there is nothing to run.
/// </param>
/// <param name="flows">How many flows may be run at the same time.</param>
/// <param name="retryAfter">
/// How long to wait before the next engine, by the error that stopped one and how many did so; <see langword="null"/> to end the run.
/// </param>
/// <param name="time">Tells how long that is.</param>
/// <param name="logger">Where to say what nobody else hears of.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The sources have neither timers nor links, and are cancelled by whoever is late.")]
internal sealed class RunningFlow(
    string flowUuid,
    Func<Action<FlowEngineOptions>, Task<FlowEngine?>> open,
    CallPlaces flows,
    Func<StorageFailureException, int, TimeSpan?> retryAfter,
    TimeProvider time,
    ILogger logger)
{
    // How many notifications wait for one watcher, who may be anybody, and on the other side of a cluster.
    private const int MostWaiting = 4096;

    private readonly CancellationTokenSource _suspend = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<FlowRunEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sync = new();
    private FlowEngine? _engine;
    private Task _suspending = Task.CompletedTask;

    public string FlowUuid => flowUuid;

    /// <summary>Those who watch the flow, over all engines of the run.</summary>
    public FlowListeners Watchers { get; } = new(MostWaiting);

    /// <summary>When the run has ended. Never fails.</summary>
    public Task<FlowRunEnd> Ended => _ended.Task;

    /// <summary>Why the run ended, if not for what atoms did; <see langword="null"/> until then.</summary>
    public Failure? Error { get; private set; }

    public bool IsRunning => !_ended.Task.IsCompleted;

    /// <summary>Whether it was asked to stop, by whatever means.</summary>
    public bool IsStopping => _suspend.IsCancellationRequested || _cancel.IsCancellationRequested;

    /// <summary>Called when the run has ended, before anybody who waits hears of it.</summary>
    public Action<RunningFlow, FlowRunEnd>? OnEnd { get; init; }

    public void Begin() => _ = Task.Run(RunAsync);

    /// <summary>Asks the run to end when what is under way has.</summary>
    public void Suspend()
    {
        lock (_sync)
        {
            if (_engine is { } engine && !IsStopping)
            {
                _suspending = NoteSuspensionAsync(engine);
            }
        }

        _suspend.Cancel();
    }

    /// <summary>Asks the run to end, and those under way to give up.</summary>
    public void Cancel()
    {
        // Not here: what tasks do when they are cancelled is not for the caller to wait for.
        _ = Task.Run(_cancel.Cancel);
        _suspend.Cancel();
    }

    private async Task RunAsync()
    {
        FlowRunEnd end;
        try
        {
            end = await RunInTurnAsync();
        }
        catch (Exception error)
        {
            end = new FlowRunEnd(Outcome: null, error);
        }

        Error = end.Error is null ? null : Failure.FromException(end.Error);
        OnEnd?.Invoke(this, end);
        Watchers.Complete();
        _ended.SetResult(end);
    }

    private async Task<FlowRunEnd> RunInTurnAsync()
    {
        if (!await flows.EnterAsync(_suspend.Token))
        {
            return new FlowRunEnd(Outcome: null, Error: null);
        }

        try
        {
            for (int attempt = 1; ; attempt++)
            {
                FlowRunEnd end = await RunOnceAsync();
                if (end is { Outcome.State: State.Success or State.Reverted } || IsOfReverts(end))
                {
                    return end with { Error = null };
                }

                if (end.Error is not StorageFailureException error || IsStopping || retryAfter(error, attempt) is not { } delay)
                {
                    return end with { Error = end.Error is OperationCanceledException && IsStopping ? null : end.Error };
                }

                Log.RunInterrupted(logger, error, flowUuid, attempt, delay.TotalMilliseconds);
                if (!await DelayAsync(delay))
                {
                    return end with { Error = null };
                }
            }
        }
        finally
        {
            flows.Leave();
        }
    }

    // Atoms that failed when they were reverted stop a flow, and are in its outcome.
    private static bool IsOfReverts(FlowRunEnd end) =>
        end is { Outcome: { State: State.Failure, RevertFailures.Count: > 0 }, Error: not (StorageFailureException or StaleWriteException) };

    private async Task<FlowRunEnd> RunOnceAsync()
    {
        Exception? stopped = null;
        try
        {
            await using FlowEngine? engine = await open(SetUp);
            if (engine is null)
            {
                return new FlowRunEnd(Outcome: null, Error: null);
            }

            try
            {
                await RunAsync(engine);
            }
            catch (Exception error)
            {
                stopped = error;
            }

            return new FlowRunEnd(await FlowOutcome.ReadAsync(engine.Storage), stopped);
        }
        catch (Exception error)
        {
            return new FlowRunEnd(Outcome: null, stopped ?? error);
        }
    }

    private async Task RunAsync(FlowEngine engine)
    {
        bool stops;
        lock (_sync)
        {
            stops = IsStopping;
            _engine = stops ? null : engine;
        }

        try
        {
            if (!stops)
            {
                await engine.RunAsync(_cancel.Token);
            }
            else if (await engine.Storage.GetFlowStateAsync() is State.Running or State.Resuming or State.Suspending)
            {
                // What died is not left as if it ran.
                await engine.PrepareAsync();
            }
        }
        finally
        {
            Task suspending;
            lock (_sync)
            {
                _engine = null;
                suspending = _suspending;
            }

            // What it still writes is of this run.
            await suspending;
        }
    }

    private void SetUp(FlowEngineOptions options)
    {
        options.Suspend = _suspend.Token;
        options.Watchers = Watchers;
    }

    private async Task NoteSuspensionAsync(FlowEngine engine)
    {
        try
        {
            await Task.Run(() => engine.SuspendAsync());
        }
        catch (Exception error)
        {
            // It ends as suspended all the same.
            Log.SuspensionNotNoted(logger, error, flowUuid);
        }
    }

    private async Task<bool> DelayAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, _suspend.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
