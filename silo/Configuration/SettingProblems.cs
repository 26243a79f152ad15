using System.Text;

namespace Orleans.TaskFlow;

/// <summary>What is wrong with a configuration: gathered while it is read, so that an operator sees all of it at once.</summary>
internal sealed class SettingProblems
{
    private const string Example = $"{SiloSettings.Section}:{nameof(SiloSettings.Storage)}:{nameof(StorageSettings.Provider)}";

    private readonly List<SettingProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(string key, string? value, string allowed) => _problems.Add(new SettingProblem(key, value, allowed));

    /// <summary>Adds what is wrong with an argument of the command line.</summary>
    public void AddArgument(string argument, string allowed) => Add("Command line", argument, allowed);

    /// <summary>The one message that the operator gets.</summary>
    public override string ToString()
    {
        var message = new StringBuilder("The silo was not started, because of its configuration:");
        foreach (var problem in _problems)
        {
            message.AppendLine().Append("  ").Append(problem);
        }

        return message
            .AppendLine()
            .Append("A setting comes from appsettings.json, from the environment (").Append(Example.Replace(":", "__", StringComparison.Ordinal))
            .Append("=...) or from the command line (--").Append(Example).Append("=...); the last of them wins.")
            .ToString();
    }
}
