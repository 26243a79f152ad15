using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>Keeps a part of the list of logbooks.</summary>
[GrainType("taskflow.catalogue")]
internal sealed class CatalogueRecordGrain(
    [PersistentState("catalogue", TaskFlowGrainStorage.Name)] IPersistentState<Stored<StoredCatalogue>> state,
    MessageLimit limit) : Grain, ICatalogueRecordGrain
{
    private static readonly StoredCatalogue _empty = new() { Revision = 0, BookUuids = [] };

    private readonly Keeper<StoredCatalogue> _keeper = new(state, limit);

    public async ValueTask<ImmutableArray<string>> ReadAsync() => (await GetAsync()).BookUuids;

    public async ValueTask AddAsync(string bookUuid)
    {
        StoredCatalogue current = await GetAsync();
        if (!current.BookUuids.Contains(bookUuid, StringComparer.Ordinal))
        {
            await WriteAsync(current, current.BookUuids.Add(bookUuid));
        }
    }

    public async ValueTask RemoveAsync(string bookUuid)
    {
        StoredCatalogue current = await GetAsync();
        int index = current.BookUuids.IndexOf(bookUuid);
        if (index >= 0)
        {
            await WriteAsync(current, current.BookUuids.RemoveAt(index));
        }
    }

    // Reads the record from the store, and writes it with nothing but another revision.
    public async ValueTask CheckAsync()
    {
        StoredCatalogue stored = await _keeper.ReadAgainAsync() ?? _empty;
        await WriteAsync(stored, stored.BookUuids);
    }

    private async ValueTask<StoredCatalogue> GetAsync() => await _keeper.GetAsync() ?? _empty;

    private Task WriteAsync(StoredCatalogue current, ImmutableArray<string> uuids) =>
        _keeper.WriteAsync(new StoredCatalogue { BookUuids = uuids, Revision = current.Revision + 1 });
}
