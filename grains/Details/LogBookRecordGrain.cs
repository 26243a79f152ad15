using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Keeps one logbook's record, and saves and destroys its flows with it. Placed beside whoever asks first.</summary>
[GrainType("taskflow.logbook")]
[PreferLocalPlacement]
internal sealed class LogBookRecordGrain(
    [PersistentState("logbook", TaskFlowGrainStorage.Name)] IPersistentState<Stored<StoredBook>> state,
    MessageLimit limit) : Grain, ILogBookRecordGrain
{
    private readonly Keeper<StoredBook> _keeper = new(state, limit);
    private ImmutableArray<string> _indexed = [];
    private HashSet<string> _flows = [];

    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    private ICatalogueRecordGrain Catalogue => GrainFactory.GetGrain<ICatalogueRecordGrain>(GrainKeys.CatalogueOf(Uuid));

    public async ValueTask<BookSnapshot> ReadAsync() => await _keeper.GetAsync() is { Destroying: false } book
        ? new BookSnapshot { Book = book.Book, FlowUuids = book.FlowUuids }
        : throw NotFound();

    public async ValueTask<bool> ListsAsync(string flowUuid)
    {
        if (await _keeper.GetAsync() is not { Destroying: false } book)
        {
            return false;
        }

        return FlowsOf(book).Contains(flowUuid);
    }

    // First the catalogue, whose readers pass over what is not there; then the new flows, each after its atoms, which nobody finds
    // before the logbook lists them; then the flows that are there already, each of which is saved for itself; then the logbook's
    // record, and with it all that is new is seen at once. A crash before that shows nothing new, and repeating completes it.
    public async ValueTask SaveAsync(BookWrite write)
    {
        // An activation that does not know what another has written would have flows saved as new that others have seen.
        StoredBook? current = await _keeper.ReadAgainAsync();
        if (current is { Destroying: true })
        {
            await FinishDestroyingAsync(current);
            current = null;
        }

        if (current is null)
        {
            await Catalogue.AddAsync(Uuid);
        }

        ImmutableArray<string> listed = current?.FlowUuids ?? [];
        ILookup<bool, FlowDetail> flows = write.Book.ToLookup(flow => FlowsOf(current).Contains(flow.Uuid));
        await GrainBatches.TellAsync([.. flows[false]], flow => SaveFlowAsync(flow, listed: false));
        var next = new StoredBook
        {
            Book = current?.Book.Copy().Merge(write.Book) ?? write.Book.Copy(retainContents: false),
            FlowUuids = listed.AddRange(flows[false].Select(flow => flow.Uuid)),
            Revision = (current?.Revision ?? 0) + 1,
        };
        var save = new PartialSave();
        try
        {
            await GrainBatches.TellAsync([.. flows[true]], flow => new ValueTask(save.NoteAsync(SaveFlowAsync(flow, listed: true).AsTask())));
            await _keeper.WriteAsync(next);
        }
        catch (Exception error) when (save.MayBeSeen)
        {
            // Orleans drops an outdated activation only if it sees the error itself.
            if (error is InconsistentStateException)
            {
                DeactivateOnIdle();
            }

            throw PartialSave.Of(error, next.Subject, "flows");
        }
    }

    // First the logbook is marked, so that nobody finds it any more; then its flows go with their atoms, then its place in the
    // catalogue, then its record. A crash in between leaves the mark, and repeating goes on from there.
    public async ValueTask DestroyAsync()
    {
        if (await _keeper.GetAsync() is not { } book)
        {
            await Catalogue.RemoveAsync(Uuid);
            throw NotFound();
        }

        if (!book.Destroying)
        {
            book = book with { Destroying = true, Revision = book.Revision + 1 };
            await _keeper.WriteAsync(book);
        }

        await FinishDestroyingAsync(book);
        DeactivateOnIdle();
    }

    private ValueTask SaveFlowAsync(FlowDetail flow, bool listed) =>
        FlowGrain(flow.Uuid).SaveAsync(Uuid, new FlowWrite { Flow = flow, ListOnly = false }, listed);

    private async ValueTask FinishDestroyingAsync(StoredBook book)
    {
        await GrainBatches.TellAsync(book.FlowUuids, flow => FlowGrain(flow).DestroyAsync(Uuid));
        await Catalogue.RemoveAsync(Uuid);
        await _keeper.ClearAsync();
    }

    private HashSet<string> FlowsOf(StoredBook? book)
    {
        ImmutableArray<string> uuids = book?.FlowUuids ?? [];
        if (uuids != _indexed)
        {
            _indexed = uuids;
            _flows = new(uuids, StringComparer.Ordinal);
        }

        return _flows;
    }

    private NotFoundException NotFound() => new($"There is no logbook {Uuid}.");

    private IFlowRecordGrain FlowGrain(string uuid) => GrainFactory.GetGrain<IFlowRecordGrain>(GrainKeys.Of(uuid));
}
