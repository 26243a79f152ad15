namespace Orleans.TaskFlow;

/// <summary>One run of a flow in this silo, and what may befall it here: its storage may be lost, or has to leave.</summary>
internal sealed class EngineRun
{
    private readonly EngineHost _host;
    private readonly string _factoryName;
    private readonly string _flowUuid;
    private readonly bool _pickUp;
    private readonly RunningFlow _run;
    private volatile bool _lost;
    private volatile bool _leaves;
    private volatile bool _asked;

    /// <param name="host">What the silo's engines share.</param>
    /// <param name="factoryName">The factory that made the flow.</param>
    /// <param name="flowUuid">The flow.</param>
    /// <param name="pickUp">Whether nobody asked for this run: a flow that has come to its end is left as it is then.</param>
    public EngineRun(EngineHost host, string factoryName, string flowUuid, bool pickUp)
    {
        (_host, _factoryName, _flowUuid, _pickUp) = (host, factoryName, flowUuid, pickUp);
        _run = new RunningFlow(flowUuid, OpenAsync, host.Flows, (_, attempt) => _lost ? null : host.Backoff(attempt), host.Time, host.Logger);
    }

    public Task<FlowRunEnd> Ended => _run.Ended;

    public bool IsRunning => _run.IsRunning;

    public bool IsStopping => _run.IsStopping;

    /// <summary>Whether a newer engine has taken the flow.</summary>
    public bool IsLost => _lost;

    /// <summary>Whether the flow is not to run any more; else somebody has to go on with it.</summary>
    public bool IsOver => _asked || !(_lost || _leaves);

    /// <summary>Why the run ended, if not for what atoms did.</summary>
    public Failure? Error => _run.Error;

    public void Begin() => _run.Begin();

    public IAsyncEnumerable<IReadOnlyList<FlowNotification>> WatchAsync(
        Func<FlowNotification, long> sizeOf, long full, CancellationToken cancellationToken) =>
        _run.Watchers.WatchInListsAsync(sizeOf, full, cancellationToken);

    /// <summary>Ends the run for good, as somebody asked.</summary>
    public void Stop(bool cancel)
    {
        _asked = true;
        if (cancel)
        {
            _run.Cancel();
        }
        else
        {
            _run.Suspend();
        }
    }

    /// <summary>Ends the run here; somebody else is to go on with it.</summary>
    /// <param name="patience">How long tasks may take that are under way, before they are cancelled.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task LeaveAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Leave();
        if (!await EndsAsync(patience, cancellationToken))
        {
            _run.Cancel();
            await EndsAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    private async Task<bool> EndsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await Ended.WaitAsync(patience, _host.Time, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the run here, without waiting for that.</summary>
    public void Leave()
    {
        _leaves = true;
        _run.Suspend();
    }

    private void Lose()
    {
        _lost = true;
        EngineLog.EngineLost(_host.Logger, _flowUuid);
        _run.Cancel();
    }

    private async Task<FlowEngine?> OpenAsync(Action<FlowEngineOptions> setUp)
    {
        if (await FindAsync() is not { } detail)
        {
            return null;
        }

        if (FactoryNote.Of(detail).Name is var factory && factory != _factoryName)
        {
            throw new DuplicateException($"Flow '{detail.Name}' ({_flowUuid}) was made by '{factory}', and not by '{_factoryName}'.");
        }

        FlowEngine engine = await _host.LoadAsync(_flowUuid, _host.Factories.Remake(detail), setUp);
        var storage = (EngineStorage)engine.Storage;
        storage.Lost.Register(Lose);
        storage.Leaving.Register(Leave);
        return engine;
    }

    /// <summary>The flow; <see langword="null"/> if nobody asked for this run, and there is nothing left to run.</summary>
    private async Task<FlowDetail?> FindAsync()
    {
        try
        {
            FlowDetail detail = await _host.Connect().GetFlowDetailsAsync(_flowUuid);
            return _pickUp && HasEnded(detail) ? null : detail;
        }
        catch (NotFoundException) when (_pickUp)
        {
            return null;
        }
    }

    // A flow that is in FAILURE for another reason than a revert, such as its store, is to go on.
    private static bool HasEnded(FlowDetail detail) => detail.State switch
    {
        State.Success or State.Reverted => true,
        State.Failure => detail.Any(atom => atom.State == State.RevertFailure),
        _ => false,
    };
}
