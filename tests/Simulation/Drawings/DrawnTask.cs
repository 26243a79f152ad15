namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A task as it is drawn.</summary>
public sealed class DrawnTask : DrawnAtom
{
    public int Priority { get; init; }

    /// <summary>Values of its own, by symbol.</summary>
    public Dictionary<string, string> Injected { get; init; } = [];

    /// <summary>How many seconds each call may take; 0 for as long as it likes.</summary>
    public int Timeout { get; init; }

    public override string ToString() =>
        base.ToString() + (Timeout != 0 ? $" within {Timeout} s" : "") + (Priority != 0 ? $" priority {Priority}" : "") + (Injected.Count > 0 ? $" has {string.Join(",", Injected)}" : "");
}
