using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Storage;

namespace Orleans.TaskFlow;

/// <summary>Keeps one flow's record, and saves, reads and destroys its atoms with it. Placed beside whoever asks first.</summary>
[GrainType("taskflow.flow")]
[PreferLocalPlacement]
internal sealed class FlowRecordGrain(
    [PersistentState("flow", TaskFlowGrainStorage.Name)] IPersistentState<Stored<StoredFlow>> state,
    MessageLimit limit) : Grain, IFlowRecordGrain
{
    private readonly Keeper<StoredFlow> _keeper = new(state, limit);
    private AtomIndex _index = AtomIndex.Empty;
    private bool _listed;

    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public async ValueTask<FlowSnapshot> ReadAsync()
    {
        StoredFlow flow = await FindAsync();
        return new FlowSnapshot { Flow = flow.Flow, Revision = flow.Revision, AtomCount = flow.Atoms.Length };
    }

    public async ValueTask<ImmutableArray<AtomRecord>> ReadAtomsAsync(int from)
    {
        StoredFlow flow = await FindAsync();
        var page = ImmutableArray.CreateBuilder<AtomRecord>();
        long size = 0;
        while (from + page.Count < flow.Atoms.Length && size < limit.Page)
        {
            AtomListing[] batch = [.. flow.Atoms.Skip(from + page.Count).Take(GrainBatches.Size)];
            foreach (AtomRecord atom in await GrainBatches.AskAsync(batch, ReadAtomAsync))
            {
                page.Add(atom);
                size += atom.Size;
                if (size >= limit.Page)
                {
                    break;
                }
            }
        }

        return page.ToImmutable();
    }

    public async ValueTask<AtomListing?> FindAtomAsync(string atomUuid) =>
        await _keeper.GetAsync() is { Destroying: false } flow && await IsListedAsync(flow) ? IndexOf(flow).Find(atomUuid) : null;

    public async ValueTask<FlowReceipt> UpdateAsync(FlowWrite write)
    {
        StoredFlow current = await FindAsync();
        if (write.ExpectedRevision > current.Revision)
        {
            // Another activation has written since this one has read, as when a silo drains: the writer knows of it.
            await _keeper.ReadAgainAsync();
            current = await FindAsync();
        }

        if (write.ExpectedRevision is not { } expected || expected == current.Revision)
        {
            return await WriteAsync(current, write);
        }

        // The answer to this very write may have been lost: then it is made, and nobody else's was lost over it. That it is the same
        // content alone says nothing: of two that claim one thing, only one may be told that he has it.
        return expected == current.Revision - 1 && current.Writer == write.Writer && IsMade(current, write)
            ? new FlowReceipt { Name = current.Flow.Name, Revision = current.Revision, Atoms = [.. await GrainBatches.AskAsync([.. write.Flow], ReceiptAsync)] }
            : throw new StaleWriteException(
                $"Flow '{FlowContents.Shown(current.Flow.Name)}' ({Uuid}) was not written: it is at revision {current.Revision}, and the writer knew revision {expected}.");
    }

    public async ValueTask SaveAsync(string bookUuid, FlowWrite write, bool listed)
    {
        StoredFlow? stored = await _keeper.GetAsync();
        if (stored is { Destroying: true })
        {
            await DestroyAsync(stored.BookUuid);
            stored = null;
        }

        if (stored is not null && stored.BookUuid != bookUuid && await BookGrain(stored.BookUuid).ListsAsync(Uuid))
        {
            throw new DuplicateException(
                $"Flow '{stored.Flow.Name}' ({Uuid}) is one of logbook {stored.BookUuid} already, and cannot be one of logbook {bookUuid} too.");
        }

        // What a save left behind that was cut short was never seen by anybody; but its revision goes on.
        listed |= stored is not null && stored.BookUuid == bookUuid && await IsListedAsync(stored);
        StoredFlow current = listed && stored is not null
            ? stored
            : new StoredFlow { BookUuid = bookUuid, Flow = write.Flow.Copy(retainContents: false), Atoms = [], Revision = stored?.Revision ?? 0 };
        await WriteAsync(current, write);
    }

    // First the flow is marked, so that nobody finds it or its atoms any more; then its storage forgets it; then the atoms go, then
    // the record. A crash in between leaves the mark, the record still says which atoms there are, and repeating goes on from there.
    public async ValueTask DestroyAsync(string bookUuid)
    {
        if (await _keeper.GetAsync() is not { } flow || flow.BookUuid != bookUuid)
        {
            return;
        }

        if (!flow.Destroying)
        {
            flow = flow with { Destroying = true, Revision = flow.Revision + 1 };
            await _keeper.WriteAsync(flow);
        }

        await GrainFactory.GetGrain<IStorageGrain>(this.GetPrimaryKeyString()).DropAsync();
        await GrainBatches.TellAsync(flow.Atoms, atom => AtomGrain(atom.Uuid).ClearAsync(Uuid));
        await _keeper.ClearAsync();
        _listed = false;
        DeactivateOnIdle();
    }

    // First the new atoms that get a record, which nobody finds before the flow lists them; then those that are there already, each of
    // which is written whole and seen at once; then the flow's record, and with it all that is new.
    private async ValueTask<FlowReceipt> WriteAsync(StoredFlow current, FlowWrite write)
    {
        AtomIndex index = IndexOf(current);
        foreach (AtomDetail atom in write.Flow)
        {
            index.Check(atom);
        }

        ILookup<bool, AtomDetail> listed = write.Flow.ToLookup(atom => index.Find(atom.Uuid) is not null);
        if (listed[false].Any(atom => !OnlyListed(atom, write.ListOnly)))
        {
            await CheckAsync(current);
        }

        AtomReceipt[] created = await GrainBatches.AskAsync([.. listed[false]], atom => CreateAtomAsync(atom, write.ListOnly));
        StoredFlow next = current with
        {
            Flow = current.Flow.Copy().Merge(write.Flow),
            Atoms = current.Atoms.AddRange(listed[false].Select(AtomListing.Of)),
            Revision = current.Revision + 1,
            Writer = write.Writer,
        };
        AtomReceipt[] updated;
        var save = new PartialSave();
        try
        {
            updated = await GrainBatches.AskAsync([.. listed[true]], atom => UpdateAtomAsync(index.Find(atom.Uuid)!, atom, save));
            await _keeper.WriteAsync(next);
        }
        catch (Exception error) when (save.MayBeSeen)
        {
            // Orleans drops an outdated activation only if it sees the error itself.
            if (error is InconsistentStateException)
            {
                DeactivateOnIdle();
            }

            throw PartialSave.Of(error, next.Subject, "atoms");
        }

        Queue<AtomReceipt> ofCreated = new(created);
        Queue<AtomReceipt> ofUpdated = new(updated);
        return new FlowReceipt
        {
            Name = next.Flow.Name,
            Revision = next.Revision,
            Atoms = [.. write.Flow.Select(atom => (index.Find(atom.Uuid) is null ? ofCreated : ofUpdated).Dequeue())],
        };
    }

    // An activation that does not know what another has written would save atoms as new that others have seen.
    private async ValueTask CheckAsync(StoredFlow current)
    {
        if (((await _keeper.ReadAgainAsync())?.Revision ?? 0) != current.Revision)
        {
            throw new StaleWriteException($"{current.Subject} was not written: somebody else changed its record in the meantime.");
        }
    }

    private static bool OnlyListed(AtomDetail atom, bool listOnly) => listOnly && AtomListing.Suffices(atom);

    private async ValueTask<AtomReceipt> CreateAtomAsync(AtomDetail atom, bool listOnly) =>
        OnlyListed(atom, listOnly) ? Receipt(atom) : await AtomGrain(atom.Uuid).SaveAsync(Unwritten(atom), listed: false);

    private async ValueTask<AtomReceipt> UpdateAtomAsync(AtomListing listing, AtomDetail atom, PartialSave save)
    {
        Task<AtomReceipt> writing = AtomGrain(atom.Uuid).SaveAsync(Unwritten(listing.NewDetail().Merge(atom)), listed: true).AsTask();
        await save.NoteAsync(writing);
        return await writing;
    }

    private async ValueTask<AtomRecord> ReadAtomAsync(AtomListing listing) =>
        await AtomGrain(listing.Uuid).ReadRecordAsync() is { } record && record.FlowUuid == Uuid ? record : Unwritten(listing.NewDetail());

    private AtomRecord Unwritten(AtomDetail detail) => new() { FlowUuid = Uuid, Detail = detail, Revision = 0 };

    // Of an atom that was sent before. Where somebody else has written it since, it is not for the sender to write over that.
    private async ValueTask<AtomReceipt> ReceiptAsync(AtomDetail sent)
    {
        AtomRecord stored = await ReadAtomAsync(AtomListing.Of(sent));
        bool made = stored.Detail.Kind == sent.Kind && stored.Detail.ToDocument().Equals(stored.Detail.Copy().Merge(sent).ToDocument());
        return AtomReceipt.Of(made ? stored : stored with { Revision = 0 });
    }

    private AtomReceipt Receipt(AtomDetail atom) => AtomReceipt.Of(Unwritten(atom));

    private bool IsMade(StoredFlow current, FlowWrite write) =>
        current.Flow.ToDocument().Equals(current.Flow.Copy().Merge(write.Flow).ToDocument())
        && write.Flow.All(atom => IndexOf(current).Find(atom.Uuid) is not null);

    private AtomIndex IndexOf(StoredFlow flow) => _index = _index.Of(flow.Atoms);

    private IAtomRecordGrain AtomGrain(string uuid) => GrainFactory.GetGrain<IAtomRecordGrain>(GrainKeys.Of(uuid));

    private async ValueTask<StoredFlow> FindAsync() =>
        await _keeper.GetAsync() is { Destroying: false } flow && await IsListedAsync(flow)
            ? flow
            : throw new NotFoundException($"There is no flow {Uuid}.");

    // A record is written before its logbook lists it, so that a crash between the two shows nothing: the listing decides, and is asked
    // for once. A flow that is listed ceases to be so only by DestroyAsync.
    private async ValueTask<bool> IsListedAsync(StoredFlow flow) =>
        _listed = _listed || await BookGrain(flow.BookUuid).ListsAsync(Uuid);

    private ILogBookRecordGrain BookGrain(string uuid) => GrainFactory.GetGrain<ILogBookRecordGrain>(GrainKeys.Of(uuid));
}
