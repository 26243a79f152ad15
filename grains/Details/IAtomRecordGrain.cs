using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>What a flow asks of the grains of its atoms, where each keeps a record of its own.</summary>
[Alias("taskflow.IAtomRecordGrain")]
internal interface IAtomRecordGrain : IAtomDetailGrain
{
    /// <summary>The record, if there is one, whether the atom is listed or not: for the flow that is asking what it lists.</summary>
    [Alias("read-record"), AlwaysInterleave]
    ValueTask<AtomRecord?> ReadRecordAsync();

    /// <summary>Saves an atom that its flow lists or is about to list: for that flow only.</summary>
    /// <param name="atom">What is to be saved, and the flow.</param>
    /// <param name="listed">Whether the flow lists it. What is left of one that it does not was never seen, and does not count.</param>
    /// <exception cref="DuplicateException">It is an atom of another flow.</exception>
    /// <exception cref="AtomKindException">It is there, and of the other kind.</exception>
    [Alias("save")]
    ValueTask<AtomReceipt> SaveAsync(AtomRecord atom, bool listed);

    /// <summary>Deletes the record, if it is of that flow: for that flow only.</summary>
    [Alias("clear")]
    ValueTask ClearAsync(string flowUuid);
}
