using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>Runs a flow on.</summary>
internal sealed class ResumeCommand : RunningFlowCommand
{
    private readonly Argument<string> _flow = new("UUID") { Description = "The flow." };

    public ResumeCommand(Terminal terminal)
        : base(terminal, "resume", "Runs a flow on that was suspended or failed, or whose process died, to its end.", makeStore: false) => Arguments.Add(_flow);

    protected override string? UuidOf(ParseResult options) => options.GetRequiredValue(_flow);

    protected override async Task<string> BeginAsync(ParseResult options, IFlowRunner runner, CancellationToken cancellationToken)
    {
        string flowUuid = options.GetRequiredValue(_flow);
        await runner.ResumeAsync(flowUuid, cancellationToken);
        return flowUuid;
    }
}
