using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>One flow's own record, and which atoms it has. A flow is there once its logbook lists it.</summary>
[Alias("taskflow.IFlowDetailGrain")]
internal interface IFlowDetailGrain : IGrainWithStringKey
{
    /// <summary>The flow's own record.</summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    [Alias("read"), AlwaysInterleave]
    ValueTask<FlowSnapshot> ReadAsync();

    /// <summary>
    /// Atoms in the order in which they were added, beginning with the one at that position: at least one, and no more than one
    /// message should carry. An atom keeps its position for good.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    [Alias("read-atoms"), AlwaysInterleave]
    ValueTask<ImmutableArray<AtomRecord>> ReadAtomsAsync(int from);

    /// <summary>Saves a flow that is there, and the atoms given with it.</summary>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="AtomKindException">One of the atoms is there, and of the other kind. Nothing was written.</exception>
    /// <exception cref="StaleWriteException">It is of another revision than expected, and not because this very write was made before.</exception>
    [Alias("update")]
    ValueTask<FlowReceipt> UpdateAsync(FlowWrite write);
}
