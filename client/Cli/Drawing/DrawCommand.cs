using System.CommandLine;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Cli;

/// <summary>Draws a flow.</summary>
internal sealed class DrawCommand : Command
{
    private readonly Argument<string> _flow = new("FLOW")
    {
        Description = "The name that a flow is registered by; with --backend, the uuid of a stored flow, which is drawn with its states.",
    };

    private readonly FlowsOption _flows = new();
    private readonly BackendOption _backend = new();
    private readonly ArgumentsOption _arguments = new();
    private readonly Option<PictureFormat?> _format = new("--format")
    {
        Description = "A flowchart of Mermaid, or an SVG. By default as the name of the output says, else Mermaid.",
        HelpName = "mermaid|svg",
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "Where to; to standard output by default.", HelpName = "FILE" };
    private readonly Terminal _terminal;

    public DrawCommand(Terminal terminal)
        : base("draw", "Draws a flow: as Mermaid, or as SVG.")
    {
        _terminal = terminal;
        Arguments.Add(_flow);
        Options.Add(_flows);
        Options.Add(_backend);
        Options.Add(_arguments);
        Options.Add(_format);
        Options.Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await using ServiceProvider services = ModuleServices.Of(_flows.Path(options), static services => services.AddFlowFactories());
        var factories = services.GetRequiredService<FlowFactories>();
        string wanted = options.GetRequiredValue(_flow);
        // Named outright: a store that the environment speaks of is not meant by who draws a flow by its name.
        var (flow, states) = options.GetResult(_backend) is null
            ? (Make(factories, wanted, _arguments.Read(options)), null)
            : await RemakeAsync(factories, wanted, options, cancellationToken);
        string? output = options.GetValue(_output);
        PictureFormat format = options.GetValue(_format) ?? FormatOf(output);
        byte[] picture = Encoding.UTF8.GetBytes(format == PictureFormat.Svg ? FlowPicture.ToSvg(flow, states) : FlowPicture.ToMermaid(flow, states));
        if (output is null)
        {
            await _terminal.Data.WriteAsync(picture, cancellationToken);
            await _terminal.Data.FlushAsync(cancellationToken);
        }
        else
        {
            await File.WriteAllBytesAsync(output, picture, cancellationToken);
        }

        return 0;
    }

    private static Flow Make(FlowFactories factories, string name, Document? arguments) =>
        arguments is null ? factories.Make(name) : factories.Make(name, arguments);

    private static PictureFormat FormatOf(string? output) =>
        output is not null && output.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? PictureFormat.Svg : PictureFormat.Mermaid;

    private async Task<(Flow Flow, IReadOnlyDictionary<string, State>? States)> RemakeAsync(
        FlowFactories factories, string flowUuid, ParseResult options, CancellationToken cancellationToken)
    {
        if (options.GetResult(_arguments) is not null)
        {
            throw new UsageException("--arguments are those of a flow that is drawn by its name; a stored flow has its own");
        }

        await using OpenStore store = await _backend.OpenAsync(options, cancellationToken);
        FlowDetail detail = await store.Connection.GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken);
        return (factories.Remake(detail), FlowPicture.StatesOf(detail));
    }
}
