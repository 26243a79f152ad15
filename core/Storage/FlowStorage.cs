namespace Orleans.TaskFlow;

/// <summary>The seeds' Storage of one flow, in this process, over any backend.</summary>
public sealed class FlowStorage;
