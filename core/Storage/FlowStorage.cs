using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.TaskFlow;

/// <summary>
/// The storage of one flow, in this process, over any backend. It holds the flow in memory, answers from there, and writes every
/// change through one connection before it shows it.
/// </summary>
/// <remarks>One flow is to be open in one storage at a time: two would not see each other's changes.</remarks>
public sealed class FlowStorage : IJointStorage
{
    private readonly FlowContents _contents;
    private readonly ArgumentResolver _resolver;
    private readonly Func<string, IReadOnlyList<IReadOnlyList<string>>?>? _scopeFetcher;
    private readonly SettledReads _reads;
    private readonly AtomChanges _atoms;
    private readonly FlowChanges _flow;
    private readonly JointChanges? _joint;
    private readonly Injections _injections;
    private volatile bool _disposed;

    private FlowStorage(
        FlowDetail flow, IBackend backend, IConnection connection, FlowStorageOptions options, TimeProvider time, ILogger logger)
    {
        Backend = backend;
        _contents = new FlowContents(flow);
        _resolver = new ArgumentResolver(_contents);
        _scopeFetcher = options.ScopeFetcher;
        var doubts = new Doubts(_contents, connection, isFenced: backend is IFencingBackend, logger);
        _reads = new SettledReads(_contents, doubts);
        var writer = new DetailWriter(connection, doubts, options, time, logger);
        _atoms = new AtomChanges(_contents, writer, doubts, logger);
        _flow = new FlowChanges(_contents, writer, doubts);
        _joint = connection is IJointConnection { JoinsAtoms: true } joint ? new JointChanges(_contents, joint, writer, _atoms, doubts) : null;
        _injections = new Injections(_contents, _flow, _atoms);
    }

    /// <inheritdoc/>
    public string FlowUuid => _contents.Flow.Uuid;

    /// <inheritdoc/>
    public string FlowName => _contents.Flow.Name;

    bool IJointStorage.JoinsChanges => _joint is not null;

    /// <summary>What holds the flow.</summary>
    internal IBackend Backend { get; }

    /// <summary>Reads a flow that a backend holds, and opens its storage.</summary>
    /// <param name="backend">Holds the flow, and has been upgraded. It is not disposed with the storage.</param>
    /// <param name="flowUuid">The flow.</param>
    /// <param name="options">The defaults if null.</param>
    /// <param name="time">Tells the time between attempts; the system's if null.</param>
    /// <param name="logger">None if null.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static async Task<FlowStorage> OpenAsync(
        IBackend backend,
        string flowUuid,
        FlowStorageOptions? options = null,
        TimeProvider? time = null,
        ILogger<FlowStorage>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentException.ThrowIfNullOrEmpty(flowUuid);
        options ??= new FlowStorageOptions();
        options.Validate();
        IConnection connection = backend is IFencingBackend fencing ? fencing.ConnectFenced() : backend.Connect();
        FlowDetail flow = await connection.GetFlowDetailsAsync(flowUuid, lazy: false, cancellationToken);
        return new FlowStorage(flow, backend, connection, options, time ?? TimeProvider.System, logger ?? NullLogger<FlowStorage>.Instance);
    }

    /// <summary>
    /// Opens the storage of a flow that no backend holds: it is put into a memory backend of its own, which is gone with the
    /// storage (the seeds' Storage without a backend).
    /// </summary>
    /// <param name="flow">The flow, with its atoms. It is copied.</param>
    /// <param name="options">The defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static async Task<FlowStorage> OpenInMemoryAsync(FlowDetail flow, FlowStorageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var backend = new MemoryBackend();
        var book = new LogBook(flow.Name);
        book.Add(flow);
        await backend.Connect().SaveLogBookAsync(book);
        return await OpenAsync(backend, flow.Uuid, options);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Document>> GetFlowMetadataAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => (IReadOnlyDictionary<string, Document>)contents.Flow.Meta, cancellationToken);

    /// <inheritdoc/>
    public Task UpdateFlowMetadataAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        Open()._flow.MergeMetaAsync(update, cancellationToken);

    /// <inheritdoc/>
    public Task<State> GetFlowStateAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => contents.Flow.State ?? State.Pending, cancellationToken);

    /// <inheritdoc/>
    public Task SetFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        Open()._flow.SetStateAsync(StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task<FlowStateChange> ChangeFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        Open()._flow.ChangeStateAsync(StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> EnsureAtomsAsync(IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken = default) =>
        Open()._flow.EnsureAsync(atoms, cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetAtomUuidAsync(string atomName, CancellationToken cancellationToken = default) =>
        ReadAsync(atomName, static (contents, atomName) => contents.Get(atomName).Uuid, cancellationToken);

    /// <inheritdoc/>
    public Task<State?> GetAtomStateAsync(string atomName, CancellationToken cancellationToken = default) =>
        ReadAsync(atomName, static (contents, atomName) => contents.Get(atomName).Detail.State, cancellationToken);

    /// <inheritdoc/>
    public Task SetAtomStateAsync(string atomName, State state, CancellationToken cancellationToken = default) =>
        Open()._atoms.SetStateAsync(atomName, StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task<Intention?> GetAtomIntentionAsync(string atomName, CancellationToken cancellationToken = default) =>
        ReadAsync(atomName, static (contents, atomName) => contents.Get(atomName).Detail.Intention, cancellationToken);

    /// <inheritdoc/>
    public Task SetAtomIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken = default) =>
        Open()._atoms.SetIntentionAsync(atomName, StateNames.Known(intention), cancellationToken);

    /// <inheritdoc/>
    public Task SetAtomStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken = default) =>
        Open()._atoms.SetStatusAsync(atomName, status, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, AtomStatus>> GetAtomsStatesAsync(
        IReadOnlyCollection<string> atomNames, CancellationToken cancellationToken = default) =>
        ReadAsync(atomNames, static (contents, atomNames) => FlowReads.States(contents, atomNames), cancellationToken);

    /// <inheritdoc/>
    public Task UpdateAtomMetadataAsync(
        string atomName, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        Open()._atoms.MergeMetaAsync(atomName, kind: null, update, cancellationToken);

    /// <inheritdoc/>
    public Task SetTaskProgressAsync(
        string taskName, double progress, Document? details = null, CancellationToken cancellationToken = default) =>
        Open()._atoms.SetProgressAsync(taskName, progress, details, cancellationToken);

    /// <inheritdoc/>
    public Task<double> GetTaskProgressAsync(string taskName, CancellationToken cancellationToken = default) =>
        ReadAsync(taskName, static (contents, taskName) => FlowReads.Progress(contents, taskName), cancellationToken);

    /// <inheritdoc/>
    public Task<ProgressDetails?> GetTaskProgressDetailsAsync(string taskName, CancellationToken cancellationToken = default) =>
        ReadAsync(taskName, static (contents, taskName) => FlowReads.ProgressDetails(contents, taskName), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(string atomName, Document result, State state = State.Success, CancellationToken cancellationToken = default) =>
        Open()._atoms.SaveAsync(atomName, result, StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task SaveFailureAsync(
        string atomName, Failure failure, State state = State.Failure, CancellationToken cancellationToken = default) =>
        Open()._atoms.SaveFailureAsync(atomName, failure, StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task SaveRetryFailureAsync(
        string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken = default) =>
        Open()._atoms.SaveRetryFailureAsync(retryName, failedAtomName, failure, cancellationToken);

    /// <inheritdoc/>
    public Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken = default) =>
        Open()._atoms.CleanupRetryHistoryAsync(retryName, StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task<Document> GetExecuteResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        ReadAsync(atomName, static (contents, atomName) => FlowReads.ExecuteResult(contents, atomName), cancellationToken);

    /// <inheritdoc/>
    public Task<Document> GetRevertResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        ReadAsync(atomName, static (contents, atomName) => FlowReads.RevertResult(contents, atomName), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Failure>> GetExecuteFailuresAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => (IReadOnlyDictionary<string, Failure>)contents.Failures.Execute, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Failure>> GetRevertFailuresAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => (IReadOnlyDictionary<string, Failure>)contents.Failures.Revert, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HasFailuresAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => contents.Failures.Any, cancellationToken);

    /// <inheritdoc/>
    public Task ResetAsync(string atomName, State state = State.Pending, CancellationToken cancellationToken = default) =>
        Open()._atoms.ResetAsync(atomName, StateNames.Known(state), cancellationToken);

    /// <inheritdoc/>
    public Task InjectAtomArgsAsync(
        string atomName, IReadOnlyDictionary<string, Document> values, bool transient = true, CancellationToken cancellationToken = default) =>
        Open()._injections.IntoAtomAsync(atomName, values, transient, cancellationToken);

    /// <inheritdoc/>
    public Task InjectAsync(
        IReadOnlyDictionary<string, Document> values, bool transient = false, CancellationToken cancellationToken = default) =>
        Open()._injections.IntoFlowAsync(values, transient, cancellationToken);

    /// <inheritdoc/>
    public Task<Document> FetchAsync(string name, CancellationToken cancellationToken = default) =>
        ReadAsync(name, (_, name) => _resolver.Fetch(name), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Document>> FetchManyAsync(string name, CancellationToken cancellationToken = default) =>
        ReadAsync(name, (_, name) => _resolver.FetchMany(name), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<Document>>> FetchAllAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, (_, _) => _resolver.FetchAll(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Document>> FetchMappedArgsAsync(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName = null,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default)
    {
        var levels = ScopeOf(atomName, scope);
        return ReadAsync(argsMapping, (_, mapping) => _resolver.FetchMappedArgs(mapping, atomName, levels, optionalArgs), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FetchUnsatisfiedArgsAsync(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default)
    {
        var levels = ScopeOf(atomName, scope);
        return ReadAsync(argsMapping, (_, mapping) => _resolver.FetchUnsatisfiedArgs(atomName, mapping, levels, optionalArgs), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RetryHistory> GetRetryHistoryAsync(string retryName, CancellationToken cancellationToken = default) =>
        ReadAsync(retryName, static (contents, retryName) => FlowReads.History(contents, retryName), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, RetryHistory>> GetRetryHistoriesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(0, static (contents, _) => FlowReads.Histories(contents), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }

    Task IJointStorage.SaveTogetherAsync(IReadOnlyList<AtomSave> saves) => Open()._joint!.SaveAsync(saves);

    /// <summary>Whether the flow has an atom of that name.</summary>
    internal bool Holds(string atomName) => _contents.Holds(atomName);

    // Asked before the flow's memory is locked: it is not ours, and may take its time.
    private IReadOnlyList<IReadOnlyList<string>>? ScopeOf(string? atomName, IReadOnlyList<IReadOnlyList<string>>? scope) =>
        scope ?? (string.IsNullOrEmpty(atomName) ? null : _scopeFetcher?.Invoke(atomName));

    private FlowStorage Open()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return this;
    }

    private Task<T> ReadAsync<TArgument, T>(TArgument argument, Func<FlowContents, TArgument, T> read, CancellationToken cancellationToken) =>
        Open()._reads.ReadAsync(argument, read, cancellationToken);
}
