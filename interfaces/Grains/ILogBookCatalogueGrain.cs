using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>
/// A part of the list of all logbooks. Every logbook that is there is listed; one that is listed may not be there yet, or any more.
/// </summary>
[Alias("taskflow.ILogBookCatalogueGrain")]
internal interface ILogBookCatalogueGrain : IGrainWithStringKey
{
    [Alias("read"), AlwaysInterleave]
    ValueTask<ImmutableArray<string>> ReadAsync();

    /// <summary>Lists a logbook; nothing if it is listed already.</summary>
    [Alias("add")]
    ValueTask AddAsync(string bookUuid);

    /// <summary>Lists a logbook no more; nothing if it is not listed.</summary>
    [Alias("remove")]
    ValueTask RemoveAsync(string bookUuid);

    /// <summary>Reads the record from the store, and writes it with nothing but another revision.</summary>
    /// <exception cref="StorageFailureException">The store does not do that.</exception>
    [Alias("check")]
    ValueTask CheckAsync();
}
