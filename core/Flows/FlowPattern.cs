namespace Orleans.TaskFlow;

/// <summary>How the items of a flow follow one another.</summary>
public enum FlowPattern
{
    /// <summary>One after the other, in the order in which they were added.</summary>
    Linear,

    /// <summary>In any order, or at the same time.</summary>
    Unordered,

    /// <summary>As their links say: those that were made, and those from an item that provides a symbol to one that requires it.</summary>
    Graph,
}
