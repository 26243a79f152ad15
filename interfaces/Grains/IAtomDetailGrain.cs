using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>
/// One atom's whole record. An atom is there once its flow lists it; without a record of its own it is PENDING.
/// </summary>
/// <remarks>Grain calls take no cancellation token: a write that has begun is waited for, and none is worth giving up half-way.</remarks>
[Alias("taskflow.IAtomDetailGrain")]
internal interface IAtomDetailGrain : IGrainWithStringKey
{
    /// <summary>The atom.</summary>
    /// <param name="flowUuid">The flow that lists it, if the caller knows: needed for an atom that was never written.</param>
    /// <exception cref="NotFoundException">There is no such atom, or it was never written and the flow is not known.</exception>
    [Alias("read"), AlwaysInterleave]
    ValueTask<AtomRecord> ReadAsync(string? flowUuid);

    /// <summary>Saves an atom that is there.</summary>
    /// <exception cref="NotFoundException">There is no such atom.</exception>
    /// <exception cref="AtomKindException">It is of the other kind.</exception>
    /// <exception cref="StaleWriteException">It is of another revision than expected, and not because this very write was made before.</exception>
    [Alias("update")]
    ValueTask<AtomReceipt> UpdateAsync(AtomWrite write);
}
