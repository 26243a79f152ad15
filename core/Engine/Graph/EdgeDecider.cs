namespace Orleans.TaskFlow;

/// <summary>A decider that is asked before an atom runs, and the node that its link comes from.</summary>
internal sealed record EdgeDecider(int From, Decider Decider, DeciderDepth Depth);
