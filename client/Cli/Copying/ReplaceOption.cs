using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that lets a copy take the place of what is there.</summary>
internal sealed class ReplaceOption : Option<bool>
{
    public ReplaceOption()
        : base("--replace") =>
        Description = "Destroy a logbook of the same uuid that differs, and copy this one in its place; without it, such a logbook is left as it is.";
}
