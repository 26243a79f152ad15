using System.Text;

namespace Orleans.TaskFlow;

/// <summary>What is wrong with a configuration: gathered while it is read, so that an operator sees all of it at once.</summary>
internal sealed class SettingProblems
{
    private readonly List<SettingProblem> _problems = [];

    public int Count => _problems.Count;

    public void Add(string key, string? value, string allowed) => _problems.Add(new SettingProblem(key, value, allowed));

    /// <summary>The one message that the operator gets.</summary>
    public override string ToString()
    {
        var message = new StringBuilder("The silo was not started, because of its configuration:");
        foreach (var problem in _problems)
        {
            message.AppendLine().Append("  ").Append(problem);
        }

        var example = _problems[0].Key;
        return message
            .AppendLine()
            .Append("A setting comes from appsettings.json, from the environment (").Append(example.Replace(":", "__", StringComparison.Ordinal))
            .Append("=...) or from the command line (--").Append(example).Append("=...); the last of them wins.")
            .ToString();
    }
}
