using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>What logbooks and atoms ask of the grain of a flow, where each keeps a record of its own.</summary>
[Alias("taskflow.IFlowRecordGrain")]
internal interface IFlowRecordGrain : IFlowDetailGrain
{
    /// <summary>How the flow lists an atom; null if it does not, or is not there.</summary>
    [Alias("find-atom"), AlwaysInterleave]
    ValueTask<AtomListing?> FindAtomAsync(string atomUuid);

    /// <summary>Saves a flow that its logbook lists or is about to list, and the atoms given with it: for that logbook only.</summary>
    /// <param name="bookUuid">The logbook.</param>
    /// <param name="write">What is to be saved.</param>
    /// <param name="listed">Whether the logbook lists it. What is left of one that it does not was never seen, and does not count.</param>
    /// <exception cref="DuplicateException">It is a flow of another logbook.</exception>
    [Alias("save")]
    ValueTask SaveAsync(string bookUuid, FlowWrite write, bool listed);

    /// <summary>Deletes the flow and its atoms, if it is of that logbook: for that logbook only.</summary>
    [Alias("destroy")]
    ValueTask DestroyAsync(string bookUuid);
}
