namespace Orleans.TaskFlow;

/// <summary>The command line of a silo. What .NET's own reader of settings passes over in silence is refused: a misspelt argument must not start a silo.</summary>
internal static class SiloArguments
{
    /// <summary>What settings may begin with, besides the one of .NET's hosts that has no section.</summary>
    private static readonly string[] Sections = [SiloSettings.Section + ":", "Logging:"];
    private const string HostEnvironment = "environment";

    private const string Prefix = "--";

    private static readonly string Allowed =
        $"There are settings, by their whole keys, such as {Prefix}{SiloSettings.Section}:{nameof(SiloSettings.SiloPort)}=11111 or {Prefix}Logging:LogLevel:Default=Debug; "
        + $"{Prefix}{HostEnvironment}; and {SchemaScript.Option}, which prints what sets the databases up and starts nothing.";

    /// <summary>Names what is no setting, and settings without a value. No value is shown: it may be a connection string.</summary>
    public static void Check(IReadOnlyList<string> arguments, SettingProblems problems)
    {
        for (int index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            var end = argument.IndexOf('=', StringComparison.Ordinal);
            var name = end < 0 ? argument : argument[..end];
            if (argument == SchemaScript.Option)
            {
                continue;
            }

            if (!IsSetting(name))
            {
                problems.AddArgument(name, $"There is no such argument. {Allowed}");
            }
            else if (end < 0 && ++index == arguments.Count)
            {
                problems.AddArgument(name, $"It has no value: write {name}=VALUE.");
            }
        }
    }

    private static bool IsSetting(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name[Prefix.Length..] is var key
        && (key.Equals(HostEnvironment, StringComparison.OrdinalIgnoreCase)
            || Sections.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase)));
}
