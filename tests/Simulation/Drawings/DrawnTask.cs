namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A task as it is drawn.</summary>
public sealed class DrawnTask : DrawnAtom
{
    public int Priority { get; init; }

    /// <summary>Values of its own, by symbol.</summary>
    public Dictionary<string, string> Injected { get; init; } = [];

    public override string ToString() =>
        base.ToString() + (Priority != 0 ? $" priority {Priority}" : "") + (Injected.Count > 0 ? $" has {string.Join(",", Injected)}" : "");
}
