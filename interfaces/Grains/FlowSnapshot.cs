using System.Collections.Immutable;

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

    /// <summary>Its atoms in the order in which they were added; none of a lazy read.</summary>
    [Id(2)]
    public required ImmutableArray<AtomRecord> Atoms { get; init; }
}
