using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that asks for what a program reads.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption()
        : base("--json") => Description = "Write JSON, in shapes that stay as they are (docs/cli.md).";
}
