namespace Orleans.TaskFlow;

/// <summary>What is done to a node.</summary>
internal enum NodeWriteKind
{
    /// <summary>It is made, and must not be there before.</summary>
    Create,

    /// <summary>It gets other data.</summary>
    Set,

    /// <summary>It is deleted, and must have nothing below it.</summary>
    Delete,
}
