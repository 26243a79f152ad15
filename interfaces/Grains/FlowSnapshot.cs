namespace Orleans.TaskFlow;

/// <summary>A flow as it was read. Whoever holds one never changes what is in it.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.flow-snapshot")]
internal sealed record FlowSnapshot
{
    /// <summary>The flow's own record, without atoms.</summary>
    [Id(0)]
    public required FlowDetail Flow { get; init; }

    /// <summary>How often that was written.</summary>
    [Id(1)]
    public required long Revision { get; init; }

    /// <summary>How many atoms it lists.</summary>
    [Id(2)]
    public required int AtomCount { get; init; }
}
