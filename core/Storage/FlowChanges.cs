namespace Orleans.TaskFlow;

/// <summary>Changes the flow's own record, and adds atoms to it. Each change is one write, whatever else the flow holds.</summary>
internal sealed class FlowChanges(FlowContents contents, DetailWriter writer, Doubts doubts)
{
    public Task SetStateAsync(State state, CancellationToken cancellationToken) => ChangeAsync(
        flow =>
        {
            flow.State = state;
            return true;
        },
        cancellationToken);

    /// <exception cref="InvalidStateException">The flow's state machine has no such transition.</exception>
    public async Task<FlowStateChange> ChangeStateAsync(State state, CancellationToken cancellationToken)
    {
        FlowStateChange change = default;
        await ChangeAsync(
            flow =>
            {
                State previous = flow.State ?? State.Pending;
                change = new FlowStateChange(Check(flow, previous, state), previous);
                flow.State = state;
                return change.Changed;
            },
            cancellationToken);
        return change;
    }

    public Task MergeMetaAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken)
    {
        update ??= Metadata.Empty;
        Metadata.CheckEntries(update, nameof(update));
        return ChangeAsync(
            flow =>
            {
                flow.Meta = flow.Meta.SetItems(update);
                return update.Count > 0;
            },
            cancellationToken);
    }

    /// <summary>Creates the details that are missing, in one write, and learns what every atom provides.</summary>
    public Task<IReadOnlyList<string>> EnsureAsync(IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            FlowDetail copy = contents.Flow.Copy(retainContents: false);
            List<AtomDeclaration> missing = Missing(atoms);
            foreach (var (atom, uuid) in missing.Zip(RandomUuids.Take(missing.Count)))
            {
                AtomDetail detail = AtomDetailDocument.New(atom.Kind, atom.Name, uuid);
                detail.State = State.Pending;
                detail.Version = atom.Version;
                copy.Add(detail);
            }

            if (missing.Count > 0)
            {
                await WriteAsync(copy, cancellationToken);
            }

            lock (contents.Sync)
            {
                // Atoms that were there come first: the order in which providers are asked depends on it.
                foreach (AtomDeclaration atom in atoms.Except(missing).Concat(missing).Where(atom => !atom.SaveAs.IsEmpty))
                {
                    contents.Mapping.Add(atom.Name, atom.SaveAs);
                }

                return (IReadOnlyList<string>)[.. atoms.Select(atom => contents.Get(atom.Name).Uuid)];
            }
        },
        cancellationToken);

    /// <summary>Adds one atom, unless there is one of that name by then. Whether it was added.</summary>
    public Task<bool> TryAddAsync(AtomDetail detail, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            lock (contents.Sync)
            {
                if (contents.TryGet(detail.Name, out _))
                {
                    return false;
                }
            }

            FlowDetail copy = contents.Flow.Copy(retainContents: false);
            copy.Add(detail);
            await WriteAsync(copy, cancellationToken);
            return true;
        },
        cancellationToken);

    private static bool Check(FlowDetail flow, State from, State to)
    {
        try
        {
            return StateTransitions.CheckFlow(from, to);
        }
        catch (InvalidStateException error)
        {
            throw new InvalidStateException($"Flow '{FlowContents.Shown(flow.Name)}' ({flow.Uuid}) stays in {from.ToName()}: {error.Message}", from, to, error);
        }
    }

    private Task ChangeAsync(Func<FlowDetail, bool> change, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            FlowDetail copy = contents.Flow.Copy(retainContents: false);
            if (change(copy))
            {
                await WriteAsync(copy, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    private List<AtomDeclaration> Missing(IReadOnlyList<AtomDeclaration> atoms)
    {
        ArgumentNullException.ThrowIfNull(atoms);
        var names = new HashSet<string>(atoms.Count, StringComparer.Ordinal);
        var missing = new List<AtomDeclaration>();
        lock (contents.Sync)
        {
            foreach (AtomDeclaration atom in atoms)
            {
                AtomDeclaration.Check(atom, nameof(atoms));
                if (!names.Add(atom.Name))
                {
                    throw new DuplicateException($"Atom '{FlowContents.Shown(atom.Name)}' stands twice in the list of atoms to ensure.");
                }

                if (!contents.TryGet(atom.Name, out AtomEntry? entry))
                {
                    missing.Add(atom);
                }
                else if (entry.Detail.Kind != atom.Kind)
                {
                    throw new DuplicateException(
                        $"Flow '{contents.Flow.Name}' ({contents.Flow.Uuid}) has a {entry.Detail.Kind} '{FlowContents.Shown(atom.Name)}' already, which cannot be a {atom.Kind} too.");
                }
            }
        }

        return missing;
    }

    // Only what is new or changed is handed to the store: it keeps what is not mentioned.
    private async Task WriteAsync(FlowDetail changed, CancellationToken cancellationToken)
    {
        FlowDetail saved = await writer.SaveAsync(changed, cancellationToken);
        lock (contents.Sync)
        {
            contents.Adopt(saved);
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await contents.Turn.WaitAsync(cancellationToken);
        try
        {
            await doubts.SettleFlowAsync(cancellationToken);
            return await change();
        }
        finally
        {
            contents.Turn.Release();
        }
    }
}
