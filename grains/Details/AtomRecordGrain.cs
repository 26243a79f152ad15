using Orleans.Placement;

namespace Orleans.TaskFlow;

/// <summary>Keeps one atom's record. Placed beside whoever asks first: mostly its flow's storage.</summary>
[GrainType("taskflow.atom")]
[PreferLocalPlacement]
internal sealed class AtomRecordGrain(
    [PersistentState("atom", TaskFlowGrainStorage.Name)] IPersistentState<Stored<StoredAtom>> state,
    MessageLimit limit) : Grain, IAtomRecordGrain
{
    private readonly Keeper<StoredAtom> _keeper = new(state, limit);
    private bool _listed;

    private string Uuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public ValueTask<AtomRecord> ReadAsync(string? flowUuid) => FindAsync(flowUuid);

    public async ValueTask<AtomRecord?> ReadRecordAsync() => (await _keeper.GetAsync())?.Atom;

    public async ValueTask<AtomReceipt> UpdateAsync(AtomWrite write)
    {
        AtomRecord current = await FindAsync(write.FlowUuid);
        if (write.ExpectedRevision > current.Revision)
        {
            // Another activation has written since this one has read, as when a silo drains: the writer knows of it.
            await _keeper.ReadAgainAsync();
            current = await FindAsync(write.FlowUuid);
        }

        AtomRecord next = Next(current, write.Detail);
        if (write.ExpectedRevision is not { } expected || expected == current.Revision)
        {
            await _keeper.WriteAsync(new StoredAtom(next, write.Writer));
            return AtomReceipt.Of(next);
        }

        // The answer to this very write may have been lost: then it is made, and nobody else's was lost over it. That it is the same
        // content alone says nothing: of two that claim one thing, only one may be told that he has it.
        bool made = expected == current.Revision - 1
            && (await _keeper.GetAsync())?.Writer == write.Writer
            && current.Detail.ToDocument().Equals(next.Detail.ToDocument());
        return made
            ? AtomReceipt.Of(current)
            : throw new StaleWriteException(
                $"Atom '{FlowContents.Shown(current.Detail.Name)}' ({Uuid}) was not written: it is at revision {current.Revision}, and the writer knew revision {expected}.");
    }

    public async ValueTask<AtomReceipt> SaveAsync(AtomRecord atom, bool listed)
    {
        AtomRecord? stored = (await _keeper.GetAsync())?.Atom;
        if (stored is not null && stored.FlowUuid != atom.FlowUuid && await FlowGrain(stored.FlowUuid).FindAtomAsync(Uuid) is not null)
        {
            throw new DuplicateException(
                $"Atom '{stored.Detail.Name}' ({Uuid}) is one of flow {stored.FlowUuid} already, and cannot be one of flow {atom.FlowUuid} too.");
        }

        // What a save left behind that was cut short was never seen by anybody; but its revision goes on.
        listed |= _listed && stored?.FlowUuid == atom.FlowUuid;
        AtomRecord next = Next(listed && stored is not null ? stored : atom with { Revision = stored?.Revision ?? 0 }, atom.Detail);
        await _keeper.WriteAsync(new StoredAtom(next));
        return AtomReceipt.Of(next);
    }

    public async ValueTask ClearAsync(string flowUuid)
    {
        if (await _keeper.GetAsync() is not { } stored || stored.Atom.FlowUuid == flowUuid)
        {
            await _keeper.ClearAsync();
            _listed = false;
            DeactivateOnIdle();
        }
    }

    // Name and uuid stay what they are; what is kept is a copy of its own.
    private static AtomRecord Next(AtomRecord current, AtomDetail detail) => current.Detail.Kind == detail.Kind
        ? current with { Detail = current.Detail.Copy().Merge(detail), Revision = current.Revision + 1 }
        : throw new AtomKindException($"Atom '{current.Detail.Name}' ({detail.Uuid}) is a {current.Detail.Kind} and cannot be saved as a {detail.Kind}.");

    // A record is written before its flow lists it, so that a crash between the two shows nothing: the listing decides, and is asked
    // for once. An atom that is listed ceases to be so only by ClearAsync.
    private async ValueTask<AtomRecord> FindAsync(string? flowUuid)
    {
        AtomRecord? record = (await _keeper.GetAsync())?.Atom;
        if (record is not null && _listed)
        {
            return record;
        }

        flowUuid = record?.FlowUuid ?? flowUuid;
        AtomListing? listing = flowUuid is null
            ? null
            : await FlowGrain(flowUuid).FindAtomAsync(Uuid);
        if (listing is null)
        {
            throw new NotFoundException(flowUuid is null
                ? $"There is no atom {Uuid}; or it was never written, and only its flow knows it."
                : $"There is no atom {Uuid} in flow {flowUuid}.");
        }

        _listed = true;
        return record ?? new AtomRecord { FlowUuid = flowUuid!, Detail = listing.NewDetail(), Revision = 0 };
    }

    private IFlowRecordGrain FlowGrain(string uuid) => GrainFactory.GetGrain<IFlowRecordGrain>(GrainKeys.Of(uuid));
}
