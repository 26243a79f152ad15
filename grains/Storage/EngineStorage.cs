namespace Orleans.TaskFlow;

/// <summary>
/// A flow's storage as its engine has it: in the engine's own threads, beside the grain that holds it, and as long as no newer engine
/// has taken it. From then on every call is refused, and it is never opened again.
/// </summary>
internal sealed class EngineStorage(FlowStorage storage) : IJointStorage
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _revoked;

    public string FlowUuid => storage.FlowUuid;

    public string FlowName => storage.FlowName;

    public bool JoinsChanges => ((IJointStorage)storage).JoinsChanges;

    /// <summary>Cancelled when the engine has lost the flow that it still ran.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Cancelled when the grain has to go: the engine is to stop soon.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>When the engine needs the storage no longer.</summary>
    public Task Released => _released.Task;

    /// <summary>Asks the engine to stop.</summary>
    public void Leave() => _ = Task.Run(_leaving.Cancel);

    /// <summary>Refuses every further call. When those under way have ended, so that the next engine reads what they wrote.</summary>
    public Task RevokeAsync()
    {
        Interlocked.Exchange(ref _revoked, 1);
        if (!_released.Task.IsCompleted)
        {
            _ = Task.Run(_lost.Cancel);
        }

        if (Volatile.Read(ref _calls) == 0)
        {
            _drained.TrySetResult();
        }

        return _drained.Task;
    }

    public ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        return ValueTask.CompletedTask;
    }

    public Task SaveTogetherAsync(IReadOnlyList<AtomSave> saves) => CallAsync(
        static (storage, saves, _) => ((IJointStorage)storage).SaveTogetherAsync(saves), saves, CancellationToken.None);

    public Task<IReadOnlyDictionary<string, Document>> GetFlowMetadataAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.GetFlowMetadataAsync(cancellation), 0, cancellationToken);

    public Task UpdateFlowMetadataAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, update, cancellation) => storage.UpdateFlowMetadataAsync(update, cancellation), update, cancellationToken);

    public Task<State> GetFlowStateAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.GetFlowStateAsync(cancellation), 0, cancellationToken);

    public Task SetFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, state, cancellation) => storage.SetFlowStateAsync(state, cancellation), state, cancellationToken);

    public Task<FlowStateChange> ChangeFlowStateAsync(State state, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, state, cancellation) => storage.ChangeFlowStateAsync(state, cancellation), state, cancellationToken);

    public Task<IReadOnlyList<string>> EnsureAtomsAsync(IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atoms, cancellation) => storage.EnsureAtomsAsync(atoms, cancellation), atoms, cancellationToken);

    public Task<string> GetAtomUuidAsync(string atomName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atom, cancellation) => storage.GetAtomUuidAsync(atom, cancellation), atomName, cancellationToken);

    public Task<State?> GetAtomStateAsync(string atomName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atom, cancellation) => storage.GetAtomStateAsync(atom, cancellation), atomName, cancellationToken);

    public Task SetAtomStateAsync(string atomName, State state, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SetAtomStateAsync(call.atomName, call.state, cancellation),
        (atomName, state),
        cancellationToken);

    public Task<Intention?> GetAtomIntentionAsync(string atomName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atom, cancellation) => storage.GetAtomIntentionAsync(atom, cancellation), atomName, cancellationToken);

    public Task SetAtomIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SetAtomIntentionAsync(call.atomName, call.intention, cancellation),
        (atomName, intention),
        cancellationToken);

    public Task SetAtomStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SetAtomStatusAsync(call.atomName, call.status, cancellation),
        (atomName, status),
        cancellationToken);

    public Task<IReadOnlyDictionary<string, AtomStatus>> GetAtomsStatesAsync(
        IReadOnlyCollection<string> atomNames, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atoms, cancellation) => storage.GetAtomsStatesAsync(atoms, cancellation), atomNames, cancellationToken);

    public Task UpdateAtomMetadataAsync(
        string atomName, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.UpdateAtomMetadataAsync(call.atomName, call.update, cancellation),
        (atomName, update),
        cancellationToken);

    public Task SetTaskProgressAsync(
        string taskName, double progress, Document? details = null, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SetTaskProgressAsync(call.taskName, call.progress, call.details, cancellation),
        (taskName, progress, details),
        cancellationToken);

    public Task<double> GetTaskProgressAsync(string taskName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, task, cancellation) => storage.GetTaskProgressAsync(task, cancellation), taskName, cancellationToken);

    public Task<ProgressDetails?> GetTaskProgressDetailsAsync(string taskName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, task, cancellation) => storage.GetTaskProgressDetailsAsync(task, cancellation), taskName, cancellationToken);

    public Task SaveAsync(string atomName, Document result, State state = State.Success, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SaveAsync(call.atomName, call.result, call.state, cancellation),
        (atomName, result, state),
        cancellationToken);

    public Task SaveFailureAsync(
        string atomName, Failure failure, State state = State.Failure, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SaveFailureAsync(call.atomName, call.failure, call.state, cancellation),
        (atomName, failure, state),
        cancellationToken);

    public Task SaveRetryFailureAsync(
        string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.SaveRetryFailureAsync(call.retryName, call.failedAtomName, call.failure, cancellation),
        (retryName, failedAtomName, failure),
        cancellationToken);

    public Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.CleanupRetryHistoryAsync(call.retryName, call.state, cancellation),
        (retryName, state),
        cancellationToken);

    public Task<Document> GetExecuteResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atom, cancellation) => storage.GetExecuteResultAsync(atom, cancellation), atomName, cancellationToken);

    public Task<Document> GetRevertResultAsync(string atomName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, atom, cancellation) => storage.GetRevertResultAsync(atom, cancellation), atomName, cancellationToken);

    public Task<IReadOnlyDictionary<string, Failure>> GetExecuteFailuresAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.GetExecuteFailuresAsync(cancellation), 0, cancellationToken);

    public Task<IReadOnlyDictionary<string, Failure>> GetRevertFailuresAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.GetRevertFailuresAsync(cancellation), 0, cancellationToken);

    public Task<bool> HasFailuresAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.HasFailuresAsync(cancellation), 0, cancellationToken);

    public Task ResetAsync(string atomName, State state = State.Pending, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.ResetAsync(call.atomName, call.state, cancellation), (atomName, state), cancellationToken);

    public Task InjectAtomArgsAsync(
        string atomName, IReadOnlyDictionary<string, Document> values, bool transient = true, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.InjectAtomArgsAsync(call.atomName, call.values, call.transient, cancellation),
        (atomName, values, transient),
        cancellationToken);

    public Task InjectAsync(
        IReadOnlyDictionary<string, Document> values, bool transient = false, CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) => storage.InjectAsync(call.values, call.transient, cancellation),
        (values, transient),
        cancellationToken);

    public Task<Document> FetchAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, name, cancellation) => storage.FetchAsync(name, cancellation), name, cancellationToken);

    public Task<IReadOnlyList<Document>> FetchManyAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, name, cancellation) => storage.FetchManyAsync(name, cancellation), name, cancellationToken);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<Document>>> FetchAllAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.FetchAllAsync(cancellation), 0, cancellationToken);

    public Task<IReadOnlyDictionary<string, Document>> FetchMappedArgsAsync(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName = null,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) =>
            storage.FetchMappedArgsAsync(call.argsMapping, call.atomName, call.scope, call.optionalArgs, cancellation),
        (argsMapping, atomName, scope, optionalArgs),
        cancellationToken);

    public Task<IReadOnlyList<string>> FetchUnsatisfiedArgsAsync(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default) => CallAsync(
        static (storage, call, cancellation) =>
            storage.FetchUnsatisfiedArgsAsync(call.atomName, call.argsMapping, call.scope, call.optionalArgs, cancellation),
        (atomName, argsMapping, scope, optionalArgs),
        cancellationToken);

    public Task<RetryHistory> GetRetryHistoryAsync(string retryName, CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, retry, cancellation) => storage.GetRetryHistoryAsync(retry, cancellation), retryName, cancellationToken);

    public Task<IReadOnlyDictionary<string, RetryHistory>> GetRetryHistoriesAsync(CancellationToken cancellationToken = default) =>
        CallAsync(static (storage, _, cancellation) => storage.GetRetryHistoriesAsync(cancellation), 0, cancellationToken);

    /// <exception cref="StaleWriteException">A newer engine has taken the flow.</exception>
    private Task<T> CallAsync<TArgument, T>(
        Func<FlowStorage, TArgument, CancellationToken, Task<T>> call, TArgument argument, CancellationToken cancellationToken)
    {
        Task<T>? answer = null;
        Begin();
        try
        {
            answer = call(storage, argument, cancellationToken);
        }
        finally
        {
            if (answer is not { IsCompleted: false })
            {
                End();
            }
        }

        return answer.IsCompleted ? answer : EndAfterAsync(answer);
    }

    private async Task CallAsync<TArgument>(
        Func<FlowStorage, TArgument, CancellationToken, Task> call, TArgument argument, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            await call(storage, argument, cancellationToken);
        }
        finally
        {
            End();
        }
    }

    private async Task<T> EndAfterAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        Interlocked.Increment(ref _calls);
        if (Volatile.Read(ref _revoked) != 0)
        {
            End();
            throw new StaleWriteException(
                $"The engine of flow '{FlowName}' ({FlowUuid}) has lost it: a newer one has taken it, or its silo was given up.");
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _calls) == 0 && Volatile.Read(ref _revoked) != 0)
        {
            _drained.TrySetResult();
        }
    }
}
