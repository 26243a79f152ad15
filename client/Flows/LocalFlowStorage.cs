namespace Orleans.TaskFlow;

/// <summary>
/// A flow's storage in a cluster, for a caller that is in a silo: as long as that silo holds the flow it is read there, in the
/// caller's own thread. All else goes to the grain.
/// </summary>
internal sealed class LocalFlowStorage(
    ClusterFlowStorage cluster,
    Guid session,
    LocalStorages storages,
    Func<string, IReadOnlyList<IReadOnlyList<string>>?>? scopeFetcher) : IFlowStorage
{
    private volatile bool _disposed;

    public string FlowUuid => cluster.FlowUuid;

    public string FlowName => cluster.FlowName;

    // What is disposed is for the cluster's to refuse.
    private IFlowStorage Nearest => _disposed ? cluster : storages.Find(session) ?? cluster;

    public Task<IReadOnlyDictionary<string, Document>> GetFlowMetadataAsync(CancellationToken cancellationToken = default) =>
        Nearest.GetFlowMetadataAsync(cancellationToken);

    public Task UpdateFlowMetadataAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        cluster.UpdateFlowMetadataAsync(update, cancellationToken);

    public Task<State> GetFlowStateAsync(CancellationToken cancellationToken = default) => Nearest.GetFlowStateAsync(cancellationToken);

    public Task SetFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        cluster.SetFlowStateAsync(state, cancellationToken);

    public Task<FlowStateChange> ChangeFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        cluster.ChangeFlowStateAsync(state, cancellationToken);

    public Task<IReadOnlyList<string>> EnsureAtomsAsync(
        IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken = default) =>
        cluster.EnsureAtomsAsync(atoms, cancellationToken);

    public Task<string> GetAtomUuidAsync(string atomName, CancellationToken cancellationToken = default) =>
        Nearest.GetAtomUuidAsync(atomName, cancellationToken);

    public Task<State?> GetAtomStateAsync(string atomName, CancellationToken cancellationToken = default) =>
        Nearest.GetAtomStateAsync(atomName, cancellationToken);

    public Task SetAtomStateAsync(string atomName, State state, CancellationToken cancellationToken = default) =>
        cluster.SetAtomStateAsync(atomName, state, cancellationToken);

    public Task<Intention?> GetAtomIntentionAsync(string atomName, CancellationToken cancellationToken = default) =>
        Nearest.GetAtomIntentionAsync(atomName, cancellationToken);

    public Task SetAtomIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken = default) =>
        cluster.SetAtomIntentionAsync(atomName, intention, cancellationToken);

    public Task SetAtomStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken = default) =>
        cluster.SetAtomStatusAsync(atomName, status, cancellationToken);

    public Task<IReadOnlyDictionary<string, AtomStatus>> GetAtomsStatesAsync(
        IReadOnlyCollection<string> atomNames, CancellationToken cancellationToken = default) =>
        Nearest.GetAtomsStatesAsync(atomNames, cancellationToken);

    public Task UpdateAtomMetadataAsync(
        string atomName, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        cluster.UpdateAtomMetadataAsync(atomName, update, cancellationToken);

    public Task SetTaskProgressAsync(
        string taskName, double progress, Document? details = null, CancellationToken cancellationToken = default) =>
        cluster.SetTaskProgressAsync(taskName, progress, details, cancellationToken);

    public Task<double> GetTaskProgressAsync(string taskName, CancellationToken cancellationToken = default) =>
        Nearest.GetTaskProgressAsync(taskName, cancellationToken);

    public Task<ProgressDetails?> GetTaskProgressDetailsAsync(string taskName, CancellationToken cancellationToken = default) =>
        Nearest.GetTaskProgressDetailsAsync(taskName, cancellationToken);

    public Task SaveAsync(
        string atomName, Document result, State state = State.Success, CancellationToken cancellationToken = default) =>
        cluster.SaveAsync(atomName, result, state, cancellationToken);

    public Task SaveFailureAsync(
        string atomName, Failure failure, State state = State.Failure, CancellationToken cancellationToken = default) =>
        cluster.SaveFailureAsync(atomName, failure, state, cancellationToken);

    public Task SaveRetryFailureAsync(
        string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken = default) =>
        cluster.SaveRetryFailureAsync(retryName, failedAtomName, failure, cancellationToken);

    public Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken = default) =>
        cluster.CleanupRetryHistoryAsync(retryName, state, cancellationToken);

    public Task<Document> GetExecuteResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        Nearest.GetExecuteResultAsync(atomName, cancellationToken);

    public Task<Document> GetRevertResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        Nearest.GetRevertResultAsync(atomName, cancellationToken);

    public Task<IReadOnlyDictionary<string, Failure>> GetExecuteFailuresAsync(CancellationToken cancellationToken = default) =>
        Nearest.GetExecuteFailuresAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, Failure>> GetRevertFailuresAsync(CancellationToken cancellationToken = default) =>
        Nearest.GetRevertFailuresAsync(cancellationToken);

    public Task<bool> HasFailuresAsync(CancellationToken cancellationToken = default) => Nearest.HasFailuresAsync(cancellationToken);

    public Task ResetAsync(string atomName, State state = State.Pending, CancellationToken cancellationToken = default) =>
        cluster.ResetAsync(atomName, state, cancellationToken);

    public Task InjectAtomArgsAsync(
        string atomName, IReadOnlyDictionary<string, Document> values, bool transient = true, CancellationToken cancellationToken = default) =>
        cluster.InjectAtomArgsAsync(atomName, values, transient, cancellationToken);

    public Task InjectAsync(
        IReadOnlyDictionary<string, Document> values, bool transient = false, CancellationToken cancellationToken = default) =>
        cluster.InjectAsync(values, transient, cancellationToken);

    public Task<Document> FetchAsync(string name, CancellationToken cancellationToken = default) => Nearest.FetchAsync(name, cancellationToken);

    public Task<IReadOnlyList<Document>> FetchManyAsync(string name, CancellationToken cancellationToken = default) =>
        Nearest.FetchManyAsync(name, cancellationToken);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<Document>>> FetchAllAsync(CancellationToken cancellationToken = default) =>
        Nearest.FetchAllAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, Document>> FetchMappedArgsAsync(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName = null,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) =>
        Nearest.FetchMappedArgsAsync(argsMapping, atomName, scope ?? ScopeOf(atomName), optionalArgs, cancellationToken);

    public Task<IReadOnlyList<string>> FetchUnsatisfiedArgsAsync(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) =>
        Nearest.FetchUnsatisfiedArgsAsync(atomName, argsMapping, scope ?? ScopeOf(atomName), optionalArgs, cancellationToken);

    public Task<RetryHistory> GetRetryHistoryAsync(string retryName, CancellationToken cancellationToken = default) =>
        Nearest.GetRetryHistoryAsync(retryName, cancellationToken);

    public Task<IReadOnlyDictionary<string, RetryHistory>> GetRetryHistoriesAsync(CancellationToken cancellationToken = default) =>
        Nearest.GetRetryHistoriesAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return cluster.DisposeAsync();
    }

    private IReadOnlyList<IReadOnlyList<string>>? ScopeOf(string? atomName) =>
        string.IsNullOrEmpty(atomName) ? null : scopeFetcher?.Invoke(atomName);
}
