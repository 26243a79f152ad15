namespace Orleans.TaskFlow;

/// <summary>What a node of an execution graph is.</summary>
internal enum NodeKind
{
    /// <summary>Where a flow begins: passed through.</summary>
    Flow,

    /// <summary>Where a flow ends: passed through.</summary>
    FlowEnd,

    /// <summary>A task.</summary>
    Task,

    /// <summary>The retry of a flow.</summary>
    Retry,
}
