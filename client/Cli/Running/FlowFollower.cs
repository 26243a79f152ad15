namespace Orleans.TaskFlow.Cli;

/// <summary>Follows a flow: by what its runner tells, or by looking at its records again and again.</summary>
internal sealed class FlowFollower(IConnection connection, string flowUuid, IRunView view)
{
    private const string ProgressKey = "progress";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, State> _atoms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _progress = new(StringComparer.Ordinal);
    private State _flow = State.Pending;

    // Of what the records told more than the notifications so far.
    private readonly HashSet<string> _ahead = new(StringComparer.Ordinal);
    private bool _isFlowAhead;

    /// <summary>Follows a run that has just been begun, to its end.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="before">How the flow stood before: that is nothing new. <see langword="null"/> if there was none.</param>
    public async Task<FlowOutcome> RunAsync(IFlowRunner runner, FlowDetail? before)
    {
        Know(before);
        using var leaving = new CancellationTokenSource();
        await using IAsyncEnumerator<FlowNotification> notifications = runner.WatchAsync(flowUuid, leaving.Token).GetAsyncEnumerator(leaving.Token);
        // Listens first, and looks then: what happened before, and no notification will tell, is in the records.
        Task<bool> next = notifications.MoveNextAsync().AsTask();
        try
        {
            Look(await connection.GetFlowDetailsAsync(flowUuid, lazy: false, leaving.Token));
        }
        catch
        {
            await leaving.CancelAsync();
            await next.ContinueWith(static _ => { }, TaskScheduler.Default);
            throw;
        }

        while (await next)
        {
            if (IsNew(notifications.Current))
            {
                Tell(notifications.Current);
            }

            next = notifications.MoveNextAsync().AsTask();
        }

        FlowOutcome outcome = await runner.WaitAsync(flowUuid);
        Compare(await connection.GetFlowDetailsAsync(flowUuid));
        return outcome;
    }

    /// <summary>Looks at the flow's records until they say that it has ended, whoever runs it.</summary>
    public async Task<FlowOutcome> PollAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            FlowDetail detail = await connection.GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken);
            Look(detail);
            if (FlowEnding.IsEnd(detail.State))
            {
                return FlowOutcome.Of(detail, isRunning: false);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static double? ProgressOf(AtomDetail atom) =>
        atom.Meta.TryGetValue(ProgressKey, out Document? stored) && stored.Kind == System.Text.Json.JsonValueKind.Number ? stored.To<double>() : null;

    private static IEnumerable<AtomDetail> AtomsOf(FlowDetail detail) => detail.Where(atom => atom.Name != IFlowStorage.InjectorName);

    private void Know(FlowDetail? before)
    {
        _flow = before?.State ?? State.Pending;
        foreach (AtomDetail atom in before is null ? [] : AtomsOf(before))
        {
            _atoms[atom.Name] = atom.State ?? State.Pending;
            _progress[atom.Name] = ProgressOf(atom) ?? 0;
        }
    }

    private void Look(FlowDetail detail)
    {
        view.Expect(AtomsOf(detail).ToDictionary(atom => atom.Name, atom => atom.State ?? State.Pending, StringComparer.Ordinal));
        Compare(detail);
        _ahead.UnionWith(_atoms.Keys);
        _isFlowAhead = true;
    }

    /// <summary>Whether a notification tells something that the records had not told before it came.</summary>
    private bool IsNew(FlowNotification notification) => notification switch
    {
        FlowStateNotification flow => !_isFlowAhead || CatchesUp(flow.Previous, flow.State, _flow, () => _isFlowAhead = false),
        AtomNotification atom => !_ahead.Contains(atom.AtomName)
            || CatchesUp(atom.Previous, atom.State, _atoms[atom.AtomName], () => _ahead.Remove(atom.AtomName)),
        _ => true,
    };

    private static bool CatchesUp(State previous, State state, State known, Action caughtUp)
    {
        if (state == known || previous == known)
        {
            caughtUp();
        }

        return state != known && previous == known;
    }

    private void Compare(FlowDetail detail)
    {
        State state = detail.State ?? State.Pending;
        if (!FlowEnding.IsEnd(state))
        {
            Compare(detail, state);
        }

        foreach (AtomDetail atom in AtomsOf(detail))
        {
            Compare(detail, atom);
        }

        Compare(detail, state);
    }

    private void Compare(FlowDetail detail, State state)
    {
        if (state != _flow)
        {
            Tell(new FlowStateNotification(flowUuid, detail.Name, state, _flow));
        }
    }

    private void Compare(FlowDetail detail, AtomDetail atom)
    {
        State state = atom.State ?? State.Pending;
        State previous = _atoms.GetValueOrDefault(atom.Name, State.Pending);
        if (state != previous)
        {
            Failure? failure = state switch
            {
                State.Failure => atom.Failure,
                State.RevertFailure => atom.RevertFailure,
                _ => null,
            };
            Tell(atom.Kind == AtomKind.Retry
                ? new RetryNotification(flowUuid, detail.Name, atom.Name, state, previous) { Failure = failure }
                : new TaskNotification(flowUuid, detail.Name, atom.Name, state, previous) { Failure = failure });
        }

        if (ProgressOf(atom) is { } progress && progress != _progress.GetValueOrDefault(atom.Name))
        {
            Tell(new ProgressNotification(flowUuid, detail.Name, atom.Name, progress, Details: null));
        }
    }

    private void Tell(FlowNotification notification)
    {
        switch (notification)
        {
            case FlowStateNotification flow:
                _flow = flow.State;
                break;
            case AtomNotification atom:
                _atoms[atom.AtomName] = atom.State;
                break;
            case ProgressNotification progress:
                _progress[progress.TaskName] = progress.Progress;
                break;
        }

        view.Tell(notification);
    }
}
