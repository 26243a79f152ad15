using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>A command that has a flow run, and stays until that ends.</summary>
internal abstract class RunningFlowCommand : Command
{
    private readonly BackendOption _backend = new();
    private readonly FlowsOption _flows = new();
    private readonly JsonOption _json = new();
    private readonly Option<int> _parallel = new("--parallel", "-p")
    {
        Description = "How many tasks are called at the same time at most; one after the other by default.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Terminal _terminal;
    private readonly bool _makeStore;

    protected RunningFlowCommand(Terminal terminal, string name, string description, bool makeStore)
        : base(name, $"{description} Ctrl+C suspends the flow; once more, it ends this process at once.")
    {
        _terminal = terminal;
        _makeStore = makeStore;
        _parallel.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out int parallel) && parallel < 1)
            {
                result.AddError("--parallel has to be at least 1.");
            }
        });
        Options.Add(_flows);
        Options.Add(_backend);
        Options.Add(_parallel);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    /// <summary>The uuid of the flow that is to be run, if that is known.</summary>
    protected abstract string? UuidOf(ParseResult options);

    /// <summary>Has the flow run.</summary>
    /// <returns>The flow's uuid.</returns>
    protected abstract Task<string> BeginAsync(ParseResult options, IFlowRunner runner, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        await using FlowSession session = await FlowSession.OpenAsync(options, _backend, _flows, _parallel, _makeStore, signals.Stop);
        FlowDetail? before = UuidOf(options) is { } known
            ? await session.Connection.GetFlowDetailsAsync(known, lazy: false, signals.Stop).OrNullAsync()
            : null;
        string flowUuid = await BeginAsync(options, session.Runner, signals.Stop);
        IRunView view = _terminal.RunView(options.GetValue(_json));
        view.Begin(flowUuid);
        using CancellationTokenRegistration stop = signals.Stop.Register(() => _ = SuspendAsync(session.Runner, flowUuid));
        FlowOutcome? outcome = null;
        await view.ShowAsync(async () => outcome = await new FlowFollower(session.Connection, flowUuid, view).RunAsync(session.Runner, before));
        if (outcome!.Error is { } error)
        {
            throw new FlowStoppedException($"Flow '{outcome.FlowName}' ({flowUuid}) is {outcome.State.ToName()}: {error.Message}", error.Exception);
        }

        view.End(outcome);
        return FlowEnding.ExitCodeOf(outcome.State);
    }

    private async Task SuspendAsync(IFlowRunner runner, string flowUuid)
    {
        try
        {
            _terminal.Error.WriteLine("suspending the flow, once what is under way has ended; Ctrl+C again ends this process at once");
            await runner.SuspendAsync(flowUuid);
        }
        catch (TaskFlowException error)
        {
            _terminal.Error.WriteLine($"error: {ShownText.Of(error.Message)}");
        }
    }
}
