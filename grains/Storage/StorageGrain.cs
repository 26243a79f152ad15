using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Orleans.TaskFlow;

/// <summary>
/// Holds one flow's <see cref="FlowStorage"/> and forwards to it. The storage orders its own changes, so that calls need not wait for
/// one another here: reads are answered while a write is under way.
/// </summary>
[GrainType("taskflow.storage")]
[Reentrant]
[PreferLocalPlacement]
internal sealed class StorageGrain(
    IOptions<TaskFlowGrainOptions> options, MessageLimit limit, TimeProvider time, ILogger<FlowStorage> logger)
    : Grain, IStorageGrain
{
    private readonly Sessions _sessions = new(time);
    private Task<FlowStorage>? _storage;
    private bool _holdsTransients;

    private string FlowUuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Forget();
        return Task.CompletedTask;
    }

    public async ValueTask<string> OpenAsync(Guid session, TimeSpan lease)
    {
        if (_sessions.Remaining() == TimeSpan.Zero)
        {
            // Whoever was here before is gone, and what only memory held of it with him.
            Forget();
        }

        FlowStorage storage = await LoadAsync();
        _sessions.Open(session, lease);
        StayForTransients();
        return storage.FlowName;
    }

    public ValueTask<bool> RenewAsync(Guid session)
    {
        bool known = _sessions.Touch(session);
        StayForTransients();
        return new ValueTask<bool>(known);
    }

    public ValueTask CloseAsync(Guid session)
    {
        _sessions.Close(session);
        if (_sessions.Remaining() == TimeSpan.Zero)
        {
            Forget();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DropAsync()
    {
        _sessions.CloseAll();
        Forget();
        DeactivateOnIdle();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<Map<Document>> GetFlowMetadataAsync(Guid session) => new(await (await In(session)).GetFlowMetadataAsync());

    public async ValueTask UpdateFlowMetadataAsync(Guid session, Map<Document>? update) =>
        await (await In(session)).UpdateFlowMetadataAsync(update?.Entries);

    public async ValueTask<State> GetFlowStateAsync(Guid session) => await (await In(session)).GetFlowStateAsync();

    public async ValueTask SetFlowStateAsync(Guid session, State state) => await (await In(session)).SetFlowStateAsync(state);

    public async ValueTask<FlowStateChange> ChangeFlowStateAsync(Guid session, State state) =>
        await (await In(session)).ChangeFlowStateAsync(state);

    public async ValueTask<Listing<string>> EnsureAtomsAsync(Guid session, Listing<AtomDeclaration> atoms) =>
        new(await (await In(session)).EnsureAtomsAsync(atoms.Items));

    public async ValueTask<string> GetAtomUuidAsync(Guid session, string atomName) => await (await In(session)).GetAtomUuidAsync(atomName);

    public async ValueTask<State?> GetAtomStateAsync(Guid session, string atomName) => await (await In(session)).GetAtomStateAsync(atomName);

    public async ValueTask SetAtomStateAsync(Guid session, string atomName, State state) =>
        await (await In(session)).SetAtomStateAsync(atomName, state);

    public async ValueTask<Intention?> GetAtomIntentionAsync(Guid session, string atomName) =>
        await (await In(session)).GetAtomIntentionAsync(atomName);

    public async ValueTask SetAtomIntentionAsync(Guid session, string atomName, Intention intention) =>
        await (await In(session)).SetAtomIntentionAsync(atomName, intention);

    public async ValueTask<Map<AtomStatus>> GetAtomsStatesAsync(Guid session, Listing<string> atomNames) =>
        new(await (await In(session)).GetAtomsStatesAsync(atomNames.Items));

    public async ValueTask UpdateAtomMetadataAsync(Guid session, string atomName, Map<Document>? update) =>
        await (await In(session)).UpdateAtomMetadataAsync(atomName, update?.Entries);

    public async ValueTask SetTaskProgressAsync(Guid session, string taskName, double progress, Document? details) =>
        await (await In(session)).SetTaskProgressAsync(taskName, progress, details);

    public async ValueTask<double> GetTaskProgressAsync(Guid session, string taskName) => await (await In(session)).GetTaskProgressAsync(taskName);

    public async ValueTask<ProgressDetails?> GetTaskProgressDetailsAsync(Guid session, string taskName) =>
        await (await In(session)).GetTaskProgressDetailsAsync(taskName);

    public async ValueTask SaveAsync(Guid session, string atomName, Document result, State state) =>
        await (await In(session)).SaveAsync(atomName, result, state);

    public async ValueTask SaveFailureAsync(Guid session, string atomName, Failure failure, State state) =>
        await (await In(session)).SaveFailureAsync(atomName, failure, state);

    public async ValueTask SaveRetryFailureAsync(Guid session, string retryName, string failedAtomName, Failure failure) =>
        await (await In(session)).SaveRetryFailureAsync(retryName, failedAtomName, failure);

    public async ValueTask CleanupRetryHistoryAsync(Guid session, string retryName, State state) =>
        await (await In(session)).CleanupRetryHistoryAsync(retryName, state);

    public async ValueTask<Document> GetExecuteResultAsync(Guid session, string atomName) =>
        await (await In(session)).GetExecuteResultAsync(atomName);

    public async ValueTask<Document> GetRevertResultAsync(Guid session, string atomName) =>
        await (await In(session)).GetRevertResultAsync(atomName);

    public async ValueTask<Map<Failure>> GetExecuteFailuresAsync(Guid session) => new(await (await In(session)).GetExecuteFailuresAsync());

    public async ValueTask<Map<Failure>> GetRevertFailuresAsync(Guid session) => new(await (await In(session)).GetRevertFailuresAsync());

    public async ValueTask<bool> HasFailuresAsync(Guid session) => await (await In(session)).HasFailuresAsync();

    public async ValueTask ResetAsync(Guid session, string atomName, State state) => await (await In(session)).ResetAsync(atomName, state);

    public async ValueTask InjectAtomArgsAsync(Guid session, string atomName, Map<Document> values, bool transient)
    {
        await (await In(session)).InjectAtomArgsAsync(atomName, values.Entries, transient);
        NoteTransients(transient);
    }

    public async ValueTask InjectAsync(Guid session, Map<Document> values, bool transient)
    {
        await (await In(session)).InjectAsync(values.Entries, transient);
        NoteTransients(transient);
    }

    public async ValueTask<Document> FetchAsync(Guid session, string name) => await (await In(session)).FetchAsync(name);

    public async ValueTask<Listing<Document>> FetchManyAsync(Guid session, string name)
    {
        var values = await (await In(session)).FetchManyAsync(name);
        CheckAnswer(values.Sum(value => (long)value.Utf8.Length), "All values of one name in");
        return new Listing<Document>(values);
    }

    public async ValueTask<Map<Listing<Document>>> FetchAllAsync(Guid session)
    {
        var all = await (await In(session)).FetchAllAsync();
        CheckAnswer(all.Values.Sum(values => values.Sum(value => (long)value.Utf8.Length)), "All values of");
        return new Map<Listing<Document>>(all.ToDictionary(pair => pair.Key, pair => new Listing<Document>(pair.Value), StringComparer.Ordinal));
    }

    public async ValueTask<Map<Document>> FetchMappedArgsAsync(Guid session, ArgumentsWanted wanted)
    {
        var arguments = await (await In(session)).FetchMappedArgsAsync(wanted.Mapping.Entries, wanted.AtomName, wanted.Scope, wanted.Optional);
        CheckAnswer(MessageLimit.SizeOf(arguments), "The arguments wanted from");
        return new Map<Document>(arguments);
    }

    public async ValueTask<Listing<string>> FetchUnsatisfiedArgsAsync(Guid session, ArgumentsWanted wanted) =>
        new(await (await In(session)).FetchUnsatisfiedArgsAsync(wanted.AtomName!, wanted.Mapping.Entries, wanted.Scope, wanted.Optional));

    public async ValueTask<RetryHistory> GetRetryHistoryAsync(Guid session, string retryName) =>
        await (await In(session)).GetRetryHistoryAsync(retryName);

    public async ValueTask<Map<RetryHistory>> GetRetryHistoriesAsync(Guid session)
    {
        var histories = await (await In(session)).GetRetryHistoriesAsync();
        CheckAnswer(histories.Values.Sum(history => history.Attempts.Sum(MessageLimit.SizeOf)), "The histories of all retries of");
        return new Map<RetryHistory>(histories);
    }

    /// <exception cref="StorageFailureException">The answer does not fit into a message.</exception>
    private void CheckAnswer(long size, string what) => limit.Check(size, $"{what} flow {FlowUuid}", "Ask for them one by one.");

    /// <exception cref="SessionLostException">The session is not known.</exception>
    private Task<FlowStorage> In(Guid session) => _sessions.Touch(session) ? LoadAsync() : throw new SessionLostException(FlowUuid);

    // On the first call and not on activation: there an error would reach the caller as a rejected message, and not as what it is.
    private Task<FlowStorage> LoadAsync() => _storage ??= OpenStorageAsync();

    private async Task<FlowStorage> OpenStorageAsync()
    {
        try
        {
            return await FlowStorage.OpenAsync(ClusterBackend.Fenced(GrainFactory, limit), FlowUuid, options.Value.ToStorageOptions(), time, logger);
        }
        catch (Exception)
        {
            _storage = null;
            if (_sessions.Remaining() == TimeSpan.Zero)
            {
                DeactivateOnIdle();
            }

            throw;
        }
    }

    private void Forget()
    {
        // A call that is under way keeps the storage it has, and ends with it.
        _storage = null;
        _holdsTransients = false;
    }

    private void NoteTransients(bool transient)
    {
        _holdsTransients |= transient;
        StayForTransients();
    }

    private void StayForTransients()
    {
        if (_holdsTransients && _sessions.Remaining() is var remaining && remaining > TimeSpan.Zero)
        {
            DelayDeactivation(remaining);
        }
    }
}
