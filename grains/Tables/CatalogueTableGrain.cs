using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Orleans.TaskFlow;

/// <summary>The list of logbooks, which is their table: the first part of it has them all, in the order in which they were added.</summary>
[GrainType("taskflow.catalogue-table")]
[StatelessWorker]
[Reentrant]
internal sealed class CatalogueTableGrain(GrainTables tables, MessageLimit limit) : Grain, ILogBookCatalogueGrain
{
    public async ValueTask<ImmutableArray<string>> ReadAsync()
    {
        if (this.GetPrimaryKeyString() != GrainKeys.Catalogue(0))
        {
            return [];
        }

        var uuids = await tables.ReadAsync(LogBookTable.UuidsAsync);
        limit.Check(uuids.Sum(uuid => (long)uuid.Length), "The list of logbooks", "Read it from the database.");
        return [.. uuids];
    }

    public async ValueTask CheckAsync() => await tables.Connection.ValidateAsync();
}
