namespace Orleans.TaskFlow;

/// <summary>
/// One run of an engine, step by step: starts what is ready, waits for it, deals with what came back. What it decides follows from
/// <see cref="Frontier"/>, <see cref="Resolution"/> and <see cref="Refusal"/>; here it is only carried out, and in this order: RUNNING is
/// saved before an atom is called, its result before anything follows from it.
/// </summary>
internal sealed class FlowRun : IDisposable
{
    private readonly RunContext _context;
    private readonly Frontier _frontier;
    private readonly RetryAttempts _attempts;
    private readonly RunStop _stop;
    private readonly bool _isSerial;
    private readonly AtomWriter _writer;
    private readonly CallQueue _calls;
    private readonly CallStarter _starter;
    private readonly FailureResolver _resolver;
    private readonly AtomSelector _selector;
    private readonly RunEnding _ending;
    private readonly List<CallResult> _returned = [];
    private List<int> _picked = [];

    public FlowRun(RunContext context, Frontier frontier, RetryAttempts attempts, Suspension suspension, CancellationToken cancellation)
    {
        _context = context;
        _frontier = frontier;
        _attempts = attempts;
        _stop = new RunStop(context, suspension, cancellation);
        _isSerial = context.Options.MaxDegreeOfParallelism == 1;
        _writer = new AtomWriter(context, frontier);
        var caller = new AtomCaller(context, attempts, _stop.Limits);
        _calls = new CallQueue(caller, context, _stop.Limits, _stop.Token);
        _starter = new CallStarter(caller, attempts, _calls);
        _resolver = new FailureResolver(context, frontier, _writer, caller);
        _selector = new AtomSelector(context, frontier, _writer);
        _ending = new RunEnding(context, frontier);
    }

    /// <summary>Whether who runs it may leave it after any step: then nothing begins but in a step of its own.</summary>
    public bool MayBeLeft { get; init; }

    /// <summary>What the run does next.</summary>
    public EngineStep Next { get; private set; } = EngineStep.Resuming;

    /// <summary>How the flow ended; <see langword="null"/> until it has.</summary>
    public State? Outcome { get; private set; }

    /// <summary>Does one step.</summary>
    public async ValueTask StepAsync()
    {
        try
        {
            switch (Next)
            {
                case EngineStep.Resuming:
                    await _stop.TryAsync(ResumeAsync);
                    Next = EngineStep.Scheduling;
                    break;
                case EngineStep.Scheduling:
                    await ScheduleAsync();
                    Next = EngineStep.Waiting;
                    break;
                case EngineStep.Waiting:
                    await WaitAsync();
                    Next = EngineStep.Analyzing;
                    break;
                case EngineStep.Analyzing:
                    await AnalyzeAsync();
                    Next = _picked.Count == 0 && _calls.IsEmpty ? EngineStep.Ended : EngineStep.Scheduling;
                    break;
                default:
                    Outcome = await _ending.EndAsync(_stop.Failures, _stop.Cancellation);
                    break;
            }
        }
        catch (Exception error) when (!_context.IsAbandoned)
        {
            await StopAsync(error);
            throw;
        }
    }

    public void Dispose()
    {
        _calls.Dispose();
        _stop.Dispose();
    }

    private async Task ResumeAsync()
    {
        ExecutionGraph graph = _context.Graph;
        if (!_context.Options.NeverResolve)
        {
            foreach (int atom in graph.Atoms.Where(atom => _frontier.StateOf(atom) == State.Failure))
            {
                var failures = await _context.Storage.GetExecuteFailuresAsync();
                await _resolver.ResolveAsync(
                    atom,
                    failures.GetValueOrDefault(graph[atom].Name)
                        ?? Failure.FromDocument(await _context.Storage.GetExecuteResultAsync(graph[atom].Name)));
            }

            foreach (int retry in graph.Retries.Where(retry => _frontier.StateOf(retry) == State.Retrying))
            {
                await _writer.ApplyAsync(Resolution.StartOver(graph, retry));
            }
        }

        List<int> underWay = [.. graph.Atoms.Where(_frontier.IsUnderWay)];
        _picked = [.. underWay, .. await _selector.SelectAsync()];
        _picked.Sort(_selector.Compare);
    }

    private async Task ScheduleAsync()
    {
        if (_picked.Count > 0)
        {
            List<int> picked = _picked;
            _picked = [];
            await BeginAsync(picked);
        }

        // One at a time, everything that was ready together is called together, too; else what waits for a place is called by a later run.
        if (_stop.Cancellation.IsCancellationRequested || (_stop.Token.IsCancellationRequested && !_isSerial))
        {
            _calls.DropWaiting();
        }
    }

    // All of it is RUNNING or REVERTING before any of it is called.
    private async Task BeginAsync(List<int> batch)
    {
        var changes = new List<AtomChange>(batch.Count);
        foreach (int node in batch)
        {
            Intention intention = _frontier.IntentionOf(node);
            if (intention == Intention.Retry && _context.Graph[node].Kind == NodeKind.Retry)
            {
                await _writer.ApplyAsync([new AtomChange(node, State.Retrying)]);
                await _writer.ApplyAsync(Resolution.StartOver(_context.Graph, node));
                intention = Intention.Execute;
            }

            if (intention is Intention.Execute or Intention.Revert)
            {
                changes.Add(new AtomChange(node, intention == Intention.Execute ? State.Running : State.Reverting));
            }
            else
            {
                _stop.Fail(Failure.FromException(new InvalidOperationException(
                    $"Atom '{_context.Graph[node].Name}' is {_frontier.StateOf(node).ToName()} with the intention {intention.ToName()}, which says not what to do with it.")));
            }
        }

        await _writer.ApplyAsync(changes);
        await CallAsync(changes);
    }

    private async Task CallAsync(IEnumerable<AtomChange> begun)
    {
        foreach (AtomChange change in begun)
        {
            await _stop.TryAsync(() => _starter.StartAsync(_context.Graph[change.Node], executes: change.State == State.Running));
            if (_stop.Failures.Count > 0)
            {
                // The first one that cannot be called ends the run; the rest of the batch is left to the next.
                break;
            }
        }
    }

    private async Task WaitAsync()
    {
        List<CallResult> results = await _calls.TakeAsync();
        results.RemoveAll(result => result.IsCancelled);
        if (results.Count == 0)
        {
            return;
        }

        AtomChange[] changes = [.. results.Select(result => result.ToChange())];
        if (await TryGoOnAsync(changes))
        {
            return;
        }

        IReadOnlyList<AtomChange> made = await _writer.ApplyAsync(changes);
        for (int i = 0; i < made.Count; i++)
        {
            _returned.Add(results[i] with { Failure = made[i].Failure });
            if (_context.Graph[made[i].Node].Kind == NodeKind.Retry)
            {
                _attempts.Count(made[i]);
            }
        }
    }

    // Of a task that follows another one, RUNNING is in the commit of the other's result, where the store has that.
    private async ValueTask<bool> TryGoOnAsync(AtomChange[] changes)
    {
        if (MayBeLeft
            || _context.Joint is not { } storage
            || _stop.IsStopping
            || (_isSerial && _calls.HasWaiting)
            || _returned.Exists(result => result.Failure is not null))
        {
            return false;
        }

        List<AtomChange> following = Foresight.Of(_context.Graph, _frontier, changes);
        following.Sort((left, right) => _selector.Compare(left.Node, right.Node));
        if (following.Count == 0 || !await _writer.TryApplyTogetherAsync(storage, [.. changes, .. following]))
        {
            return false;
        }

        _returned.Clear();
        await CallAsync(following);
        return true;
    }

    private async Task AnalyzeAsync()
    {
        if (_isSerial && _calls.HasWaiting)
        {
            return;
        }

        foreach (CallResult result in _returned)
        {
            if (result.Failure is { } failure)
            {
                if (result.Executed && !_context.Options.NeverResolve)
                {
                    await _stop.TryAsync(() => _resolver.ResolveAsync(result.Node, failure));
                }
                else
                {
                    _stop.Fail(failure);
                }
            }
        }

        _returned.Clear();
        if (_stop.Failures.Count == 0)
        {
            await _stop.TryAsync(async () => _picked = await _selector.SelectAsync());
        }

        if (_stop.IsStopping)
        {
            _picked = [];
        }
    }

    // What is under way is cancelled, and not saved any more: the store may be why the run stops, or another engine have the flow.
    private async Task StopAsync(Exception error)
    {
        bool ended = Next == EngineStep.Ended;
        Next = EngineStep.Ended;
        await _stop.AbortAsync();
        await _calls.DrainAsync();
        if (!ended)
        {
            await _ending.StopAsync(error);
        }
    }
}
