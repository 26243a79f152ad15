using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What has to be done before a flow can be run: its atoms have to be in the storage, and their arguments to be had.</summary>
internal sealed class FlowPreparation(RunContext context)
{
    private readonly IFlowStorage _storage = context.Storage;
    private bool _prepared;
    private int _resets;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!_prepared)
        {
            await context.ChangeStateAsync(State.Resuming, cancellationToken);
            await _storage.EnsureAtomsAsync(context.Flow.Declarations, cancellationToken);
            foreach (Atom atom in context.Flow.Atoms.Where(atom => !atom.Contract.Injected.IsEmpty))
            {
                await _storage.InjectAtomArgsAsync(atom.Name, atom.Contract.Injected, transient: true, cancellationToken);
            }

            _resets = (await _storage.GetFlowMetadataAsync(cancellationToken)).GetValueOrDefault(RetryAttempts.ResetsKey)?.To<int>() ?? 0;
            await context.ChangeStateAsync(State.Suspended, cancellationToken);
            _prepared = true;
        }

        switch (await _storage.GetFlowStateAsync(cancellationToken))
        {
            case State.Reverted:
                await StartOverAsync(cancellationToken);
                break;
            case State.Suspending:
                // Asked to stop when this engine had failed to say that it had.
                await context.ChangeStateAsync(State.Suspended, cancellationToken);
                break;
        }
    }

    /// <exception cref="TaskDeclarationException">A service that a task asks for cannot be had.</exception>
    /// <exception cref="MissingDependenciesException">An argument cannot be had.</exception>
    public async Task ValidateAsync(CancellationToken cancellationToken)
    {
        TaskServices.Check(context.Flow.Atoms, context.Options.Services);
        await PrepareAsync(cancellationToken);
        var missing = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (ExecutionNode node in context.Graph.Atoms.Select(atom => context.Graph[atom]))
        {
            foreach (ArgumentPlan plan in new[] { node.Execute!, node.Revert! }.Where(plan => plan.Unprovided.Count > 0))
            {
                foreach (string argument in await _storage.FetchUnsatisfiedArgsAsync(node.Name, plan.Unprovided, [], cancellationToken: cancellationToken))
                {
                    (missing.TryGetValue(node.Name, out var arguments) ? arguments : missing[node.Name] = new(StringComparer.Ordinal)).Add(argument);
                }
            }
        }

        if (missing.Count > 0)
        {
            string lacking = string.Join("; ", missing.Select(pair => $"'{pair.Key}' lacks {string.Join(", ", pair.Value.Select(argument => $"'{argument}'"))}"));
            throw new MissingDependenciesException(
                $"Nothing provides what atoms of flow '{context.Flow.Flow.Name}' require: {lacking}. Let an atom that always comes before provide it, or inject it.",
                missing.Values.SelectMany(arguments => arguments),
                missing.Keys);
        }
    }

    /// <summary>Makes every atom PENDING, and then the flow.</summary>
    /// <exception cref="InvalidStateException">The flow does not go to PENDING from where it is. Its atoms were reset.</exception>
    public async Task StartOverAsync(CancellationToken cancellationToken)
    {
        var update = ImmutableDictionary<string, Document>.Empty.Add(RetryAttempts.ResetsKey, Document.From(_resets + 1));
        await _storage.UpdateFlowMetadataAsync(update, cancellationToken);
        _resets++;
        var writer = new AtomWriter(context, await ReadAsync(cancellationToken));
        await writer.ApplyAsync([.. context.Graph.Atoms.Select(atom => new AtomChange(atom, State.Pending, Intention.Execute))]);
        await context.ChangeStateAsync(State.Pending, cancellationToken);
    }

    /// <summary>What follows from the atoms' states and intentions as they are stored.</summary>
    public async Task<Frontier> ReadAsync(CancellationToken cancellationToken)
    {
        ExecutionGraph graph = context.Graph;
        var stored = await _storage.GetAtomsStatesAsync(context.Flow.Names, cancellationToken);
        var states = new State[graph.Nodes.Length];
        var intentions = new Intention[graph.Nodes.Length];
        foreach (int atom in graph.Atoms)
        {
            AtomStatus status = stored[graph[atom].Name];
            states[atom] = status.State ?? State.Pending;
            intentions[atom] = status.Intention ?? Intention.Execute;
        }

        return new Frontier(graph, states, intentions);
    }

    /// <summary>Which attempts the retries are in.</summary>
    public async Task<RetryAttempts> ReadAttemptsAsync(CancellationToken cancellationToken)
    {
        var attempts = new RetryAttempts(_resets);
        if (context.Graph.Retries.Length > 0)
        {
            var histories = await _storage.GetRetryHistoriesAsync(cancellationToken);
            foreach (int retry in context.Graph.Retries)
            {
                attempts[retry] = histories[context.Graph[retry].Name].Attempts.Count;
            }
        }

        return attempts;
    }
}
