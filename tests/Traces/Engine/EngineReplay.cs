namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>Runs the flow of one engine trace, once or twice, and compares what it sees with what was recorded.</summary>
internal sealed class EngineReplay
{
    private readonly TraceValue _trace;
    private readonly IFlowStorageFactory _storages;
    private readonly Script _script = new();
    private readonly EngineWatch _watch;
    private FlowEngine? _engine;
    private string? _flowUuid;

    private EngineReplay(TraceValue trace, IFlowStorageFactory storages)
    {
        _trace = trace;
        _storages = storages;
        _watch = new EngineWatch(Moment.Read(trace["stop_after"]), Moment.Read(trace.Find("suspend_after")));
    }

    /// <summary>A line for each expectation that was not met.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(TraceValue trace, IFlowStorageFactory storages)
    {
        try
        {
            return await new EngineReplay(trace, storages).RunAsync();
        }
        finally
        {
            await storages.Backend.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        RunResult result = await FirstRunAsync();
        var check = new EngineExpectations(_trace["expect"], _script, _watch);
        if (_trace.Find("second_run") is { } second)
        {
            check.CheckStop(result, _flowUuid is null ? null : await ReadAsync());
            _watch.IsFirstRun = false;
            result = await SecondRunAsync(second);
        }

        await check.CheckAsync(result, _flowUuid is null ? null : await ReadAsync(), _engine?.Storage);
        if (_engine is not null)
        {
            await _engine.Storage.DisposeAsync();
        }

        return check.Failures;
    }

    private async Task<RunResult> FirstRunAsync()
    {
        Flow flow;
        try
        {
            flow = ScriptedFlow.Build(_trace["flow"], _script);
        }
        catch (TaskFlowException error)
        {
            return new RunResult("build", error);
        }

        var book = new LogBook("traces");
        var detail = new FlowDetail(flow.Name, Guid.NewGuid().ToString());
        book.Add(detail);
        await _storages.Backend.Connect().SaveLogBookAsync(book);
        _flowUuid = detail.Uuid;
        await LoadAsync(flow);
        if (_trace["store"].Documents is { Count: > 0 } values)
        {
            await _engine!.Storage.InjectAsync(values);
        }

        return await RunAsync(reset: false);
    }

    private async Task<RunResult> SecondRunAsync(TraceValue second)
    {
        if (second["engine"].Text == "new")
        {
            if (_engine is not null)
            {
                await _engine.Storage.DisposeAsync();
            }

            try
            {
                await LoadAsync(ScriptedFlow.Build(second["flow"].IsNull ? _trace["flow"] : second["flow"], _script));
            }
            catch (TaskFlowException error)
            {
                return new RunResult("build", error);
            }
        }

        return await RunAsync(second["reset"].Flag);
    }

    private async Task LoadAsync(Flow flow)
    {
        TraceValue? given = _trace.Find("options");
        var options = new FlowEngineOptions
        {
            MaxDegreeOfParallelism = _trace["engine"].Text == "parallel" ? 4 : 1,
            DeferReverts = given?.Find("defer_reverts")?.Flag ?? false,
            NeverResolve = given?.Find("never_resolve")?.Flag ?? false,
            Checkpoint = _watch.NoteAsync,
        };
        _engine = new FlowEngine(await _storages.OpenAsync(_flowUuid!), flow, options);
        _watch.Engine = _engine;
    }

    private async Task<RunResult> RunAsync(bool reset)
    {
        FlowEngine engine = _engine!;
        (string Phase, Func<Task> Do)[] phases =
        [
            ("compile", () => Task.FromResult(engine.Compile())),
            ("prepare", () => engine.PrepareAsync()),
            ("reset", () => reset ? engine.ResetAsync() : Task.CompletedTask),
            ("validate", () => engine.ValidateAsync()),
        ];
        foreach (var (phase, step) in phases)
        {
            try
            {
                await step();
            }
            catch (TaskFlowException error)
            {
                return new RunResult(phase, error);
            }
        }

        try
        {
            await engine.RunAsync();
            return new RunResult(Phase: null, Error: null);
        }
        catch (Exception error)
        {
            return new RunResult(Phase: null, error);
        }
    }

    // Through another connection: what is compared is what is stored.
    private Task<FlowDetail> ReadAsync() => _storages.Backend.Connect().GetFlowDetailsAsync(_flowUuid!);
}
