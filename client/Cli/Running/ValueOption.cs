using System.CommandLine;

namespace Orleans.TaskFlow.Cli;

/// <summary>The option that gives values to a flow.</summary>
internal sealed class ValueOption : Option<string[]>
{
    public ValueOption()
        : base("--value")
    {
        Description = "A value for the flow, under a name that its tasks ask for; any number of times.";
        HelpName = "NAME=JSON";
        DefaultValueFactory = _ => [];
    }

    /// <exception cref="UsageException">One has no name, or is not JSON, or two have one name.</exception>
    public Dictionary<string, Document> Read(ParseResult options)
    {
        var values = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (string text in options.GetValue(this) ?? [])
        {
            int end = text.IndexOf('=', StringComparison.Ordinal);
            if (end < 1)
            {
                throw new UsageException("--value has to be NAME=JSON, such as --value customer='\"C-17\"'");
            }

            if (!values.TryAdd(text[..end], JsonText.Parse(text[(end + 1)..], $"--value {text[..end]}")))
            {
                throw new UsageException($"--value {text[..end]} is there twice");
            }
        }

        return values;
    }
}
