namespace Orleans.TaskFlow;

/// <summary>One node of an execution graph. It does not change once the graph is made.</summary>
internal sealed class ExecutionNode(int index, NodeKind kind, string name, Atom? atom)
{
    public int Index { get; } = index;

    public NodeKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>The atom; <see langword="null"/> where a flow begins or ends.</summary>
    public Atom? Atom { get; } = atom;

    /// <summary>The nodes directly after this one.</summary>
    public List<int> Successors { get; } = [];

    /// <summary>The nodes directly before this one.</summary>
    public List<int> Predecessors { get; } = [];

    /// <summary>The retry that is asked when this atom fails; -1 if there is none.</summary>
    public int Retry { get; init; } = -1;

    /// <summary>All retries whose flows this atom is in, the outermost first; not itself.</summary>
    public required int[] RetriesAround { get; init; }

    /// <summary>The flow that this node belongs to.</summary>
    public required FlowScope Scope { get; init; }

    /// <summary>Its place among the children of that flow; -1 for the flow's retry.</summary>
    public int Ordinal { get; init; } = -1;

    /// <summary>Asked before this atom runs.</summary>
    public EdgeDecider[] Deciders { get; set; } = [];

    /// <summary>The arguments of its execution. Atoms have one.</summary>
    public ArgumentPlan? Execute { get; set; }

    /// <summary>The arguments of its revert. Atoms have one.</summary>
    public ArgumentPlan? Revert { get; set; }
}
