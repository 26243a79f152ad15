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

    /// <summary>Looks whether the store reads and writes what is asked of it.</summary>
    /// <exception cref="StorageFailureException">The store does not do that.</exception>
    [Alias("check")]
    ValueTask CheckAsync();
}
