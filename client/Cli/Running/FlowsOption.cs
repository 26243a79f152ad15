using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that says where the flows come from.</summary>
internal sealed class FlowsOption : Option<string>
{
    public FlowsOption()
        : base("--flows", "-f")
    {
        Description = $"The assembly that has the flows, such as bin/Release/net10.0/App.dll: one with a public {nameof(IFlowModule)}. Its code is run.";
        HelpName = "ASSEMBLY";
    }

    /// <summary>The assembly's path.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string Path(ParseResult options) =>
        options.GetValue(this) ?? throw new UsageException($"which flows? Say --flows ASSEMBLY, such as --flows App.dll, with an {nameof(IFlowModule)} in it");
}
