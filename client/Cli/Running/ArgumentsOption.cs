using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that says what a flow is made of.</summary>
internal sealed class ArgumentsOption : Option<string>
{
    public ArgumentsOption()
        : base("--arguments", "-a")
    {
        Description = "What the flow's factory takes, as JSON, such as {\"boxes\":2}. It is stored with the flow.";
        HelpName = "JSON";
    }

    /// <summary>The arguments; <see langword="null"/> if there are none.</summary>
    /// <exception cref="UsageException">They are not JSON.</exception>
    public Document? Read(ParseResult options) => options.GetValue(this) is { } text ? JsonText.Parse(text, "--arguments") : null;
}
