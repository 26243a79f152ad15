using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>Runs one drawn flow to its end, through everything that is planned to go wrong, and has it judged.</summary>
internal sealed class FlowSimulation
{
    private const int MostSteps = 200_000;

    private readonly World _world;
    private readonly Plan _plan;
    private readonly Func<IConnection, IConnection> _spoil;
    private readonly MemoryBackend _memory = new();
    private readonly string _uuid = Guid.NewGuid().ToString();
    private readonly Drawing _built;
    private FlowEngine? _engine;

    /// <param name="drawing">What the flow is judged by.</param>
    /// <param name="seed">Of everything that is drawn while it runs.</param>
    /// <param name="plan">What goes wrong.</param>
    /// <param name="built">What the engine runs, if that is to differ: a planted bug.</param>
    /// <param name="spoil">Something between the engine and its store: another one.</param>
    public FlowSimulation(Drawing drawing, int seed, Plan plan, Drawing? built = null, Func<IConnection, IConnection>? spoil = null)
    {
        _world = new World(drawing, new Random(seed));
        _plan = plan;
        _built = built ?? drawing;
        _spoil = spoil ?? (connection => connection);
        Prepare(_memory).GetAwaiter().GetResult();
    }

    /// <summary>What happened so far.</summary>
    public IReadOnlyList<Event> History => _world.History;

    /// <summary>How often something became durable.</summary>
    public int Writes => _world.Writes;

    /// <summary>How many runs it took.</summary>
    public int Runs { get; private set; }

    /// <exception cref="ViolationException">The engine broke a rule.</exception>
    public void Run()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunToTheEnd();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void RunToTheEnd()
    {
        int hanging = _built.Flow.Atoms.Sum(atom => atom.Execute.Concat(atom.Revert).Count(deed => deed == Deed.Hangs));
        bool again = _world.Random.Next(10) == 0;
        Flow flow = Blueprint.Build(_built.Flow, _world);
        for (int calm = 0; calm <= 3 + hanging; calm += Runs > _plan.Troubled ? 1 : 0)
        {
            RunOnce(flow, _plan[Runs++]);
            if (_world.Judge.IsFinal)
            {
                if (!again || !Reset())
                {
                    return;
                }

                again = false;
            }
        }

        _world.Happen(new Event(Happening.Stuck) { Text = $"The flow has not ended after {Runs} runs." });
    }

    private void RunOnce(Flow flow, Trouble trouble)
    {
        Process process = _world.Process;
        if (_engine is null || process.IsDead || _world.Random.Next(3) > 0)
        {
            (_engine, process) = (null, _world.Process = new Process());
        }

        (process.Trouble, process.Writes) = (trouble, 0);
        _world.Happen(new Event(Happening.RunBegan) { Text = trouble.ToString() });
        using var cancellation = new CancellationTokenSource();
        Task<string> run = process.Thread.Start(() => RunEngineAsync(flow, cancellation.Token));
        Pump(run, trouble, cancellation);
        if (process.IsDead)
        {
            _world.Happen(new Event(Happening.Crashed));
        }

        // A process that dies after the last write has ended the flow, too.
        if (!process.IsDead || _world.Judge.IsFinal)
        {
            _world.Happen(new Event(Happening.RunEnded) { Text = process.IsDead ? "crashed" : run.GetAwaiter().GetResult() });
        }
    }

    private async Task<string> RunEngineAsync(Flow flow, CancellationToken cancellationToken)
    {
        try
        {
            if (_engine is null)
            {
                Process process = _world.Process;
                var store = new DelegatingBackend(_memory, inner => _spoil(new FaultyConnection(_world, inner)));
                FlowStorage storage = await FlowStorage.OpenAsync(store, _uuid, time: process.Time, cancellationToken: CancellationToken.None);
                var options = new FlowEngineOptions
                {
                    MaxDegreeOfParallelism = _built.Degree,
                    DeferReverts = _built.DefersReverts,
                    Scheduler = process.Thread,
                    CancellationGrace = Timeout.InfiniteTimeSpan,
                };
                _engine = new FlowEngine(storage, flow, options, process.Time);
            }

            return (await _engine.RunAsync(cancellationToken)).ToName();
        }
        catch (ViolationException)
        {
            throw;
        }
        catch (Exception error)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private bool Reset()
    {
        if (_engine is null || _world.Process.IsDead || _world.Judge.IsFailed)
        {
            return false;
        }

        _world.Process.Trouble = Trouble.None;
        _world.Happen(new Event(Happening.ResetBegan));
        FlowEngine engine = _engine;
        Task<string> reset = _world.Process.Thread.Start(async () =>
        {
            await engine.ResetAsync();
            return "";
        });
        using var cancellation = new CancellationTokenSource();
        Pump(reset, Trouble.None, cancellation);
        reset.GetAwaiter().GetResult();
        _world.Happen(new Event(Happening.ResetEnded));
        return true;
    }

    private void Pump(Task<string> run, Trouble trouble, CancellationTokenSource cancellation)
    {
        Process process = _world.Process;
        Task suspension = Task.CompletedTask;
        for (int step = 1; !process.IsDead && !_world.IsViolated && !(run.IsCompleted && suspension.IsCompleted); step++)
        {
            if (step == trouble.SuspendsAt && _engine is { } engine)
            {
                _world.Happen(new Event(Happening.StopAsked));
                suspension = process.Thread.Start(() => SuspendAsync(engine));
            }

            if (step == trouble.CancelsAt)
            {
                Cancel(cancellation);
            }

            if (step > MostSteps)
            {
                _world.Happen(new Event(Happening.Stuck) { Text = $"The run has not ended after {MostSteps} steps." });
            }

            if (!Step(process))
            {
                if (process.Gates.Count > 0 && !cancellation.IsCancellationRequested)
                {
                    Cancel(cancellation);
                }
                else if (!process.Thread.WaitForWork())
                {
                    _world.Happen(new Event(Happening.Stuck) { Text = "There is nothing left to do, but the run has not ended." });
                }
            }
        }

        // Whatever the judge said while the engine ran was thrown into the engine, too.
        _world.ThrowIfViolated();
    }

    // Runs what is ready, or opens a gate, or lets time pass: whether there was anything.
    private bool Step(Process process)
    {
        Random random = _world.Random;
        int open = process.Gates.Count(gate => !gate.Hangs);
        int others = open + (process.Time.HasTimers ? 1 : 0);
        if (process.Thread.Count > 0 && (others == 0 || random.Next(4) > 0))
        {
            process.Thread.RunOne(random);
        }
        else if (others == 0)
        {
            return false;
        }
        else if (random.Next(others) is var drawn && drawn < open)
        {
            Gate gate = process.Gates.Where(gate => !gate.Hangs).ElementAt(drawn);
            process.Gates.Remove(gate);
            gate.Open();
        }
        else
        {
            process.Time.Advance();
        }

        return true;
    }

    private void Cancel(CancellationTokenSource cancellation)
    {
        _world.Happen(new Event(Happening.StopAsked));
        cancellation.Cancel();
    }

    private static async Task<string> SuspendAsync(FlowEngine engine)
    {
        try
        {
            await engine.SuspendAsync();
        }
        catch (TaskFlowException)
        {
            // The store failed, or the run ended before.
        }

        return "";
    }

    private async Task Prepare(MemoryBackend memory)
    {
        var book = new LogBook("book");
        book.Add(new FlowDetail(_built.Flow.Name, _uuid));
        await memory.Connect().SaveLogBookAsync(book);
        if (_built.Store.Count > 0)
        {
            await using FlowStorage storage = await FlowStorage.OpenAsync(memory, _uuid);
            await storage.InjectAsync(_built.Store);
        }
    }
}
