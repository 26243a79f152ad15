namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A task, or the retry of a flow, as it is drawn.</summary>
public abstract class DrawnAtom : DrawnItem
{
    /// <summary>Symbols, each an argument of the same name.</summary>
    public List<string> Requires { get; set; } = [];

    /// <summary>Symbol to the item of the result that it stands for; null for the whole.</summary>
    public Dictionary<string, int?> Provides { get; set; } = [];

    /// <summary>What each execution does, by the number of the call in the whole history; the last repeats. None returns.</summary>
    public List<Deed> Execute { get; set; } = [];

    /// <summary>The same for reverts.</summary>
    public List<Deed> Revert { get; set; } = [];

    public override string ToString() =>
        $"{Name}{(Requires.Count > 0 ? $" needs {string.Join(",", Requires)}" : "")}{(Provides.Count > 0 ? $" gives {string.Join(",", Provides.Select(pair => pair.Key + (pair.Value is { } at ? $"[{at}]" : "")))}" : "")}{Of(" does ", Execute)}{Of(" undoes ", Revert)}";

    private static string Of(string verb, List<Deed> deeds) => deeds.Count == 0 ? "" : verb + string.Join(",", deeds);
}
