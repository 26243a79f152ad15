using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Starts a flow, and runs it to its end.</summary>
internal sealed class RunCommand : RunningFlowCommand
{
    private readonly Argument<string> _flow = new("NAME") { Description = "The name that the flow is registered by." };
    private readonly ArgumentsOption _arguments = new();
    private readonly ValueOption _values = new();
    private readonly Option<string> _uuid = new("--uuid")
    {
        Description = "The uuid of the new flow; a random one by default. A flow of that uuid that is there already is run on, if it was being run.",
        HelpName = "UUID",
    };

    public RunCommand(Terminal terminal)
        : base(terminal, "run", "Starts a flow and runs it to its end.", makeStore: true)
    {
        Arguments.Add(_flow);
        Options.Add(_arguments);
        Options.Add(_values);
        Options.Add(_uuid);
    }

    protected override string? UuidOf(ParseResult options) => options.GetValue(_uuid);

    protected override Task<string> BeginAsync(ParseResult options, IFlowRunner runner, CancellationToken cancellationToken) => runner.StartAsync(
        options.GetRequiredValue(_flow), _arguments.Read(options), _values.Read(options), options.GetValue(_uuid), cancellationToken);
}
