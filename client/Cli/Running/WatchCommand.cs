using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Shows how a flow gets on that something else runs.</summary>
internal sealed class WatchCommand : Command
{
    private readonly Argument<string> _flow = new("UUID") { Description = "The flow." };
    private readonly BackendOption _backend = new();
    private readonly JsonOption _json = new();
    private readonly Terminal _terminal;

    public WatchCommand(Terminal terminal)
        : base("watch", "Shows how a flow gets on, whatever runs it, until it has ended or is suspended. Ctrl+C ends the watching.")
    {
        _terminal = terminal;
        Arguments.Add(_flow);
        Options.Add(_backend);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        string flowUuid = options.GetRequiredValue(_flow);
        IRunView view = _terminal.RunView(options.GetValue(_json));
        view.Begin(flowUuid);
        FlowOutcome? outcome = null;
        await view.ShowAsync(async () => outcome = await new FlowFollower(store.Connection, flowUuid, view).PollAsync(cancellationToken));
        view.End(outcome!);
        return FlowEnding.ExitCodeOf(outcome!.State);
    }
}
