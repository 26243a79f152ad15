namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A link between two children of a graph as it is drawn.</summary>
public sealed record DrawnLink(string From, string To)
{
    public DrawnDecider? Decider { get; init; }

    public DeciderDepth Depth { get; init; }

    public override string ToString() => $"{From} -> {To}{(Decider is null ? "" : $" if {Decider}, else {Depth}")}";
}
