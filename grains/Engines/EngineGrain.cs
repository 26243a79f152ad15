using Orleans.Placement;

namespace Orleans.TaskFlow;

/// <summary>
/// Runs one flow, on the thread pool of its silo, so that its own calls are answered meanwhile. A reminder is there as long as the flow is
/// to run: whichever silo it wakes this grain in goes on with what is stored.
/// </summary>
/// <remarks>
/// Starting, resuming and picking up come one after the other; all else is answered at any time. Whether the reminder is there is decided
/// by one at a time.
/// </remarks>
[GrainType("taskflow.engine")]
[DeclaredFlowPlacement]
[Immovable]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class EngineGrain(EngineHost host) : Grain, IEngineGrain, IRemindable
{
    private const string ReminderName = "run";

    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(200);

    private readonly TurnQueue _reminderTurn = new();
    private EngineRun? _run;
    private IGrainReminder? _reminder;
    private bool _isOver;
    private bool _looked;
    private bool _leaves;

    private string FactoryName => EngineKeys.Parse(this.GetPrimaryKeyString()).FactoryName;

    private string FlowUuid => EngineKeys.Parse(this.GetPrimaryKeyString()).FlowUuid;

    public async Task StartAsync(EngineStart start)
    {
        if (_run is { IsRunning: true })
        {
            return;
        }

        IConnection connection = host.Connect();
        FlowDetail? present = await NewFlow.FindAsync(connection, FlowUuid, FactoryName, CancellationToken.None);
        if (present is null)
        {
            FlowDetail detail = host.Factories.CreateDetail(FactoryNote.Of(FactoryName, start.Arguments), FlowUuid);
            await connection.SaveLogBookAsync(NewFlow.Book(detail, start.Values?.Entries, host.Time));
        }

        if (NewFlow.IsToBegin(present?.State))
        {
            await BeginAsync();
        }
    }

    public async Task ResumeAsync()
    {
        if (_run is { IsRunning: true, IsStopping: false })
        {
            return;
        }

        if (_run is { } ending)
        {
            await ending.Ended;
        }

        host.Factories.Remake(await host.Connect().GetFlowDetailsAsync(FlowUuid));
        await BeginAsync();
    }

    public async ValueTask<FlowOutcome?> WaitAsync(TimeSpan longest)
    {
        await PickUpAsync();
        if (_run is not { } run)
        {
            return await GetAsync();
        }

        try
        {
            FlowRunEnd end = await run.Ended.WaitAsync(longest, host.Time);
            if (!run.IsOver)
            {
                // Somebody else goes on with it: who asks again finds him, when this grain has left.
                await Task.Delay(_moment, host.Time);
                return null;
            }

            return end.Outcome is { } outcome ? Checked(outcome with { Error = run.Error }) : await GetAsync();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<Listing<FlowEvent>> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PickUpAsync();
        if (_run is not { IsRunning: true } run)
        {
            await host.Connect().GetFlowDetailsAsync(FlowUuid, lazy: true, cancellationToken);
            yield break;
        }

        IAsyncEnumerable<IReadOnlyList<FlowNotification>> lists = run.WatchAsync(FlowEvent.SizeOf, host.Limit.Page, cancellationToken);
        yield return new Listing<FlowEvent>([]);
        await foreach (IReadOnlyList<FlowNotification> list in lists)
        {
            yield return new Listing<FlowEvent>([.. list.Select(FlowEvent.Of)]);
        }

        if (!run.IsOver)
        {
            throw new SiloUnavailableException($"Flow {FlowUuid} goes on in another silo.");
        }
    }

    public async Task StopAsync(bool cancel)
    {
        await PickUpAsync();
        if (_run is not { IsRunning: true } run)
        {
            await host.Connect().GetFlowDetailsAsync(FlowUuid, lazy: true);
            return;
        }

        _isOver = true;
        run.Stop(cancel);

        // Before the caller is told: a flow that was asked to stop is not picked up any more, whoever dies.
        await RemoveReminderAsync(run);
    }

    public async ValueTask<FlowOutcome> GetAsync()
    {
        await PickUpAsync();
        FlowDetail detail = await host.Connect().GetFlowDetailsAsync(FlowUuid);
        return Checked(FlowOutcome.Of(detail, _run is { IsRunning: true } or { IsOver: false }, _run?.Error));
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_run is { IsRunning: true } || _leaves)
        {
            return;
        }

        if (_isOver)
        {
            // It could not be removed when the run ended.
            await RemoveReminderAsync(_run);
            return;
        }

        if (!_looked)
        {
            // The silo that sent this may not have heard yet that the reminder is gone.
            await PickUpAsync();
            return;
        }

        EngineLog.FlowPickedUp(host.Logger, FlowUuid);
        Run(pickUp: true);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _leaves = true;
        if (_run is { IsRunning: true } run)
        {
            await run.LeaveAsync(host.Options.StopTimeout, cancellationToken);
        }
    }

    /// <exception cref="StorageFailureException">It does not fit into a message.</exception>
    private FlowOutcome Checked(FlowOutcome outcome)
    {
        long size = outcome.Failures.Values.Concat(outcome.RevertFailures.Values).Append(outcome.Error).Sum(failure => MessageLimit.SizeOf(failure));
        host.Limit.Check(size, $"All failures of flow {FlowUuid}", "Read them one by one from its storage.");
        return outcome;
    }

    private Task BeginAsync() => _reminderTurn.RunAsync(async () =>
    {
        TimeSpan period = host.Options.PickUpPeriod;
        try
        {
            _reminder = await this.RegisterOrUpdateReminder(ReminderName, period, period);
        }
        catch (Exception error) when (error is not TaskFlowException)
        {
            throw new StorageFailureException(
                $"Flow {FlowUuid} is saved and not begun, because its reminder could not be stored: {error.Message} Start or resume it again.", error);
        }

        _looked = true;
        Run(pickUp: false);
    });

    private void Run(bool pickUp)
    {
        var run = new EngineRun(host, FactoryName, FlowUuid, pickUp);
        (_run, _isOver) = (run, false);
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        host.Add(run);
        if (host.IsStopping)
        {
            run.Leave();
        }

        run.Begin();
        _ = FollowAsync(run);
    }

    private async Task FollowAsync(EngineRun run)
    {
        FlowRunEnd end = await run.Ended;
        host.Remove(run);
        if (end.Error is { } error && !run.IsLost)
        {
            EngineLog.RunFailed(host.Logger, error, FlowUuid);
        }

        if (_run == run && !_leaves)
        {
            if (run.IsOver)
            {
                _isOver = true;
                await RemoveReminderAsync(run);
            }

            if (_run == run)
            {
                DelayDeactivation(TimeSpan.Zero);
                if (!run.IsOver && !host.IsStopping)
                {
                    // Another one has the flow; or has to look for it, with the next reminder.
                    DeactivateOnIdle();
                }
            }
        }
    }

    /// <summary>Removes the reminder, unless another run has begun since.</summary>
    private Task RemoveReminderAsync(EngineRun? run) => _reminderTurn.RunAsync(async () =>
    {
        if (_run != run || !_isOver)
        {
            return;
        }

        try
        {
            if ((_reminder ?? await this.GetReminder(ReminderName)) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }

            _reminder = null;
        }
        catch (Exception error)
        {
            EngineLog.ReminderNotRemoved(host.Logger, error, FlowUuid);
        }
    });

    /// <summary>Begins a flow that is to run, if nobody has looked here since this grain was activated: its silo may be dead.</summary>
    private Task PickUpAsync() => _looked || _leaves
        ? Task.CompletedTask
        : _reminderTurn.RunAsync(async () =>
        {
            if (_looked)
            {
                return;
            }

            try
            {
                _reminder = await this.GetReminder(ReminderName);
            }
            catch (Exception error) when (error is not TaskFlowException)
            {
                throw new StorageFailureException($"Whether flow {FlowUuid} is to run could not be read: {error.Message}", error);
            }

            _looked = true;
            if (_reminder is not null && _run is null)
            {
                EngineLog.FlowPickedUp(host.Logger, FlowUuid);
                Run(pickUp: true);
            }
        });
}
