using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What is stored of a flow that was not in the request.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.flow-receipt")]
internal sealed record FlowReceipt
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required long Revision { get; init; }

    /// <summary>For each atom in the request, in its order.</summary>
    [Id(2)]
    public required ImmutableArray<AtomReceipt> Atoms { get; init; }
}
