using static Orleans.TaskFlow.WireArguments;

namespace Orleans.TaskFlow;

/// <summary>One flow's storage in a cluster: every call is made to the grain that holds it, in one session.</summary>
internal sealed class ClusterFlowStorage(
    StorageSession session, MessageLimit limit, Func<string, IReadOnlyList<IReadOnlyList<string>>?>? scopeFetcher) : IFlowStorage
{
    public string FlowUuid => session.FlowUuid;

    public string FlowName => session.FlowName;

    public async Task<IReadOnlyDictionary<string, Document>> GetFlowMetadataAsync(CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(static (session, _) => session.Grain.GetFlowMetadataAsync(session.Id), 0, cancellationToken)).Entries;

    public Task UpdateFlowMetadataAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        session.WriteAsync(
            static (session, update) => session.Grain.UpdateFlowMetadataAsync(session.Id, update),
            ToMap(update, "metadata of flow", FlowName),
            cancellationToken);

    public Task<State> GetFlowStateAsync(CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, _) => session.Grain.GetFlowStateAsync(session.Id), 0, cancellationToken);

    public Task SetFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        session.WriteAsync(static (session, state) => session.Grain.SetFlowStateAsync(session.Id, state), Known(state), cancellationToken);

    public Task<FlowStateChange> ChangeFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        session.WriteAsync(static (session, state) => session.Grain.ChangeFlowStateAsync(session.Id, state), Known(state), cancellationToken);

    public async Task<IReadOnlyList<string>> EnsureAtomsAsync(
        IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken = default)
    {
        WireArguments.Check(atoms);
        return await session.EnsureAtomsAsync(new Listing<AtomDeclaration>([.. atoms]), cancellationToken);
    }

    public Task<string> GetAtomUuidAsync(string atomName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, atom) => session.Grain.GetAtomUuidAsync(session.Id, atom), Named(atomName), cancellationToken);

    public Task<State?> GetAtomStateAsync(string atomName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, atom) => session.Grain.GetAtomStateAsync(session.Id, atom), Named(atomName), cancellationToken);

    public Task SetAtomStateAsync(string atomName, State state, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.SetAtomStateAsync(session.Id, call.atomName, call.state),
        (atomName: Named(atomName), state: Known(state)),
        cancellationToken);

    public Task<Intention?> GetAtomIntentionAsync(string atomName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, atom) => session.Grain.GetAtomIntentionAsync(session.Id, atom), Named(atomName), cancellationToken);

    public Task SetAtomIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.SetAtomIntentionAsync(session.Id, call.atomName, call.intention),
        (atomName: Named(atomName), intention: Known(intention)),
        cancellationToken);

    public Task SetAtomStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.SetAtomStatusAsync(session.Id, call.atomName, call.status),
        (atomName: Named(atomName), status: Known(status)),
        cancellationToken);

    public async Task<IReadOnlyDictionary<string, AtomStatus>> GetAtomsStatesAsync(
        IReadOnlyCollection<string> atomNames, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atomNames);
        return (await session.ReadAsync(
            static (session, atoms) => session.Grain.GetAtomsStatesAsync(session.Id, atoms),
            new Listing<string>([.. atomNames.Select(name => Named(name, nameof(atomNames)))]),
            cancellationToken)).Entries;
    }

    public Task UpdateAtomMetadataAsync(
        string atomName, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.UpdateAtomMetadataAsync(session.Id, call.atomName, call.Update),
        (atomName: Named(atomName), Update: ToMap(update, "metadata of atom", atomName)),
        cancellationToken);

    public Task SetTaskProgressAsync(
        string taskName, double progress, Document? details = null, CancellationToken cancellationToken = default)
    {
        WireArguments.CheckProgress(taskName, progress);
        Check(details?.Utf8.Length ?? 0, "details of the progress of task", taskName);
        return session.WriteAsync(
            static (session, call) => session.Grain.SetTaskProgressAsync(session.Id, call.taskName, call.progress, call.details),
            (taskName: Named(taskName), progress, details),
            cancellationToken);
    }

    public Task<double> GetTaskProgressAsync(string taskName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, task) => session.Grain.GetTaskProgressAsync(session.Id, task), Named(taskName), cancellationToken);

    public Task<ProgressDetails?> GetTaskProgressDetailsAsync(string taskName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, task) => session.Grain.GetTaskProgressDetailsAsync(session.Id, task), Named(taskName), cancellationToken);

    public Task SaveAsync(string atomName, Document result, State state = State.Success, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        Check(result.Utf8.Length, "result of atom", atomName);
        return session.WriteAsync(
            static (session, call) => session.Grain.SaveAsync(session.Id, call.atomName, call.result, call.state),
            (atomName: Named(atomName), result, state: Known(state)),
            cancellationToken);
    }

    public Task SaveFailureAsync(
        string atomName, Failure failure, State state = State.Failure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Check(MessageLimit.SizeOf(failure), "failure of atom", atomName);
        return session.WriteAsync(
            static (session, call) => session.Grain.SaveFailureAsync(session.Id, call.atomName, call.failure, call.state),
            (atomName: Named(atomName), failure, state: Known(state)),
            cancellationToken);
    }

    public Task SaveRetryFailureAsync(
        string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(failedAtomName);
        ArgumentNullException.ThrowIfNull(failure);
        Check(MessageLimit.SizeOf(failure), "failure of atom", failedAtomName);
        return session.WriteAsync(
            static (session, call) => session.Grain.SaveRetryFailureAsync(session.Id, call.retryName, call.failedAtomName, call.failure),
            (retryName: Named(retryName), failedAtomName, failure),
            cancellationToken);
    }

    public Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.CleanupRetryHistoryAsync(session.Id, call.retryName, call.state),
        (retryName: Named(retryName), state: Known(state)),
        cancellationToken);

    public Task<Document> GetExecuteResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, atom) => session.Grain.GetExecuteResultAsync(session.Id, atom), Named(atomName), cancellationToken);

    public Task<Document> GetRevertResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, atom) => session.Grain.GetRevertResultAsync(session.Id, atom), Named(atomName), cancellationToken);

    public async Task<IReadOnlyDictionary<string, Failure>> GetExecuteFailuresAsync(CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(static (session, _) => session.Grain.GetExecuteFailuresAsync(session.Id), 0, cancellationToken)).Entries;

    public async Task<IReadOnlyDictionary<string, Failure>> GetRevertFailuresAsync(CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(static (session, _) => session.Grain.GetRevertFailuresAsync(session.Id), 0, cancellationToken)).Entries;

    public Task<bool> HasFailuresAsync(CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, _) => session.Grain.HasFailuresAsync(session.Id), 0, cancellationToken);

    public Task ResetAsync(string atomName, State state = State.Pending, CancellationToken cancellationToken = default) => session.WriteAsync(
        static (session, call) => session.Grain.ResetAsync(session.Id, call.atomName, call.state),
        (atomName: Named(atomName), state: Known(state)),
        cancellationToken);

    public Task InjectAtomArgsAsync(
        string atomName, IReadOnlyDictionary<string, Document> values, bool transient = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return session.WriteAsync(
            static (session, call) => session.Grain.InjectAtomArgsAsync(session.Id, call.atomName, call.Values, call.transient),
            (atomName: Named(atomName), Values: ToMap(values, "arguments of atom", atomName)!, transient),
            cancellationToken);
    }

    public Task InjectAsync(
        IReadOnlyDictionary<string, Document> values, bool transient = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return session.WriteAsync(
            static (session, call) => session.Grain.InjectAsync(session.Id, call.Values, call.transient),
            (Values: ToMap(values, "values for flow", FlowName)!, transient),
            cancellationToken);
    }

    public Task<Document> FetchAsync(string name, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, name) => session.Grain.FetchAsync(session.Id, name), Named(name), cancellationToken);

    public async Task<IReadOnlyList<Document>> FetchManyAsync(string name, CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(static (session, name) => session.Grain.FetchManyAsync(session.Id, name), Named(name), cancellationToken)).Items;

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Document>>> FetchAllAsync(CancellationToken cancellationToken = default)
    {
        var all = await session.ReadAsync(static (session, _) => session.Grain.FetchAllAsync(session.Id), 0, cancellationToken);
        return all.Entries.ToDictionary(pair => pair.Key, pair => pair.Value.Items, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyDictionary<string, Document>> FetchMappedArgsAsync(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName = null,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(
            static (session, wanted) => session.Grain.FetchMappedArgsAsync(session.Id, wanted),
            Wanted(argsMapping, atomName, scope, optionalArgs),
            cancellationToken)).Entries;

    public async Task<IReadOnlyList<string>> FetchUnsatisfiedArgsAsync(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(
            static (session, wanted) => session.Grain.FetchUnsatisfiedArgsAsync(session.Id, wanted),
            Wanted(argsMapping, Named(atomName), scope, optionalArgs),
            cancellationToken)).Items;

    public Task<RetryHistory> GetRetryHistoryAsync(string retryName, CancellationToken cancellationToken = default) =>
        session.ReadAsync(static (session, retry) => session.Grain.GetRetryHistoryAsync(session.Id, retry), Named(retryName), cancellationToken);

    public async Task<IReadOnlyDictionary<string, RetryHistory>> GetRetryHistoriesAsync(CancellationToken cancellationToken = default) =>
        (await session.ReadAsync(static (session, _) => session.Grain.GetRetryHistoriesAsync(session.Id), 0, cancellationToken)).Entries;

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private Map<Document>? ToMap(IReadOnlyDictionary<string, Document>? values, string what, string name)
    {
        WireText.Check(values?.Keys ?? []);
        Check(MessageLimit.SizeOf(values), what, name);
        return values is null ? null : new Map<Document>(values);
    }

    private void Check(long size, string what, string name) =>
        limit.Check(size, $"The {what} '{WireText.Shown(name)}'", "Keep large values elsewhere, and store where they are.");

    private ArgumentsWanted Wanted(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName,
        IReadOnlyList<IReadOnlyList<string>>? scope,
        IReadOnlyCollection<string>? optionalArgs)
    {
        ArgumentNullException.ThrowIfNull(argsMapping);
        scope ??= string.IsNullOrEmpty(atomName) ? null : scopeFetcher?.Invoke(atomName);
        return new ArgumentsWanted
        {
            Mapping = new Map<string>(argsMapping),
            AtomName = atomName,
            Scope = scope?.Select(level => level.ToArray()).ToArray(),
            Optional = optionalArgs?.ToArray(),
        };
    }
}
