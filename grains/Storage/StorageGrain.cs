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
[Immovable]
internal sealed partial class StorageGrain(
    IFlowKeeping flows,
    IOptions<TaskFlowGrainOptions> options,
    MessageLimit limit,
    LocalStorages localStorages,
    EngineStorages engines,
    TimeProvider time,
    ILogger<FlowStorage> logger)
    : Grain, IStorageGrain
{
    private readonly Sessions _sessions = new(time, localStorages);
    private HeldStorage? _held;
    private IBackend? _taken;
    private int _openings;
    private bool _holdsTransients;

    private string FlowUuid => GrainKeys.ToUuid(this.GetPrimaryKeyString());

    // On the first call and not on activation: there an error would reach the caller as a rejected message, and not as what it is.
    private HeldStorage Storage => _held ??= new HeldStorage(OpenStorageAsync);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await LeaveEngineAsync(cancellationToken);
        _sessions.CloseAll();
        Forget();
    }

    public async ValueTask<string> OpenAsync(Guid session, TimeSpan lease, Listing<Listing<AtomDeclaration>> ensured)
    {
        // Whoever was here before may be gone, and what only memory held of it goes with him.
        ForgetUnused();
        _openings++;
        try
        {
            while (true)
            {
                FlowStorage storage = await Storage.CallAsync(opened => EnsuredAsync(opened, ensured));
                if (Storage.IsCurrent(storage))
                {
                    _sessions.Open(session, lease, storage);
                    StayForTransients();
                    return storage.FlowName;
                }
            }
        }
        finally
        {
            _openings--;
            if (ForgetUnused())
            {
                DeactivateOnIdle();
            }
        }
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
        ForgetUnused();
        return ValueTask.CompletedTask;
    }

    public ValueTask DropAsync()
    {
        Leave();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<Map<Document>> GetFlowMetadataAsync(Guid session) =>
        new(await In(session, storage => storage.GetFlowMetadataAsync()));

    public ValueTask UpdateFlowMetadataAsync(Guid session, Map<Document>? update) =>
        In(session, storage => storage.UpdateFlowMetadataAsync(update?.Entries));

    public ValueTask<State> GetFlowStateAsync(Guid session) => In(session, storage => storage.GetFlowStateAsync());

    public ValueTask SetFlowStateAsync(Guid session, State state) => In(session, storage => storage.SetFlowStateAsync(state));

    public ValueTask<FlowStateChange> ChangeFlowStateAsync(Guid session, State state) =>
        In(session, storage => storage.ChangeFlowStateAsync(state));

    public ValueTask<Listing<EnsuredAtom>> EnsureAtomsAsync(Guid session, Listing<AtomDeclaration> atoms) => In(
        session,
        async storage =>
        {
            bool[] added = [.. atoms.Items.Select(atom => !storage.Holds(atom.Name))];
            IReadOnlyList<string> uuids = await storage.EnsureAtomsAsync(atoms.Items);
            return new Listing<EnsuredAtom>([.. uuids.Zip(added, (uuid, added) => new EnsuredAtom(uuid, added))]);
        });

    public ValueTask<string> GetAtomUuidAsync(Guid session, string atomName) => In(session, storage => storage.GetAtomUuidAsync(atomName));

    public ValueTask<State?> GetAtomStateAsync(Guid session, string atomName) =>
        In(session, storage => storage.GetAtomStateAsync(atomName));

    public ValueTask SetAtomStateAsync(Guid session, string atomName, State state) =>
        In(session, storage => storage.SetAtomStateAsync(atomName, state));

    public ValueTask<Intention?> GetAtomIntentionAsync(Guid session, string atomName) =>
        In(session, storage => storage.GetAtomIntentionAsync(atomName));

    public ValueTask SetAtomIntentionAsync(Guid session, string atomName, Intention intention) =>
        In(session, storage => storage.SetAtomIntentionAsync(atomName, intention));

    public async ValueTask<Map<AtomStatus>> GetAtomsStatesAsync(Guid session, Listing<string> atomNames) =>
        new(await In(session, storage => storage.GetAtomsStatesAsync(atomNames.Items)));

    public ValueTask UpdateAtomMetadataAsync(Guid session, string atomName, Map<Document>? update) =>
        In(session, storage => storage.UpdateAtomMetadataAsync(atomName, update?.Entries));

    public ValueTask SetTaskProgressAsync(Guid session, string taskName, double progress, Document? details) =>
        In(session, storage => storage.SetTaskProgressAsync(taskName, progress, details));

    public ValueTask<double> GetTaskProgressAsync(Guid session, string taskName) =>
        In(session, storage => storage.GetTaskProgressAsync(taskName));

    public ValueTask<ProgressDetails?> GetTaskProgressDetailsAsync(Guid session, string taskName) =>
        In(session, storage => storage.GetTaskProgressDetailsAsync(taskName));

    public ValueTask SaveAsync(Guid session, string atomName, Document result, State state) =>
        In(session, storage => storage.SaveAsync(atomName, result, state));

    public ValueTask SaveFailureAsync(Guid session, string atomName, Failure failure, State state) =>
        In(session, storage => storage.SaveFailureAsync(atomName, failure, state));

    public ValueTask SaveRetryFailureAsync(Guid session, string retryName, string failedAtomName, Failure failure) =>
        In(session, storage => storage.SaveRetryFailureAsync(retryName, failedAtomName, failure));

    public ValueTask CleanupRetryHistoryAsync(Guid session, string retryName, State state) =>
        In(session, storage => storage.CleanupRetryHistoryAsync(retryName, state));

    public async ValueTask<Map<Failure>> GetExecuteFailuresAsync(Guid session) =>
        new(await In(session, storage => storage.GetExecuteFailuresAsync()));

    public async ValueTask<Map<Failure>> GetRevertFailuresAsync(Guid session) =>
        new(await In(session, storage => storage.GetRevertFailuresAsync()));

    public ValueTask<bool> HasFailuresAsync(Guid session) => In(session, storage => storage.HasFailuresAsync());

    public ValueTask ResetAsync(Guid session, string atomName, State state) => In(session, storage => storage.ResetAsync(atomName, state));

    public async ValueTask InjectAtomArgsAsync(Guid session, string atomName, Map<Document> values, bool transient)
    {
        await In(session, storage => storage.InjectAtomArgsAsync(atomName, values.Entries, transient));
        NoteTransients(transient);
    }

    public async ValueTask InjectAsync(Guid session, Map<Document> values, bool transient)
    {
        await In(session, storage => storage.InjectAsync(values.Entries, transient));
        NoteTransients(transient);
    }

    /// <exception cref="SessionLostException">The session is not known.</exception>
    private ValueTask<T> In<T>(Guid session, Func<FlowStorage, Task<T>> call)
    {
        if (!_sessions.Touch(session))
        {
            throw new SessionLostException(FlowUuid);
        }

        ValueTask<T> answer = Storage.CallAsync(call);
        return answer.IsCompleted ? answer : EndAsync(answer);
    }

    // Of an activation whose flow another one has taken, every write would be refused. Its callers find the other one.
    private async ValueTask<T> EndAsync<T>(ValueTask<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (StaleWriteException) when (_taken is OwnedFlow { IsLost: true })
        {
            Leave();
            throw;
        }
    }

    private async ValueTask In(Guid session, Func<FlowStorage, Task> call) => await In(
        session,
        async storage =>
        {
            await call(storage);
            return true;
        });

    private async Task<FlowStorage> OpenStorageAsync()
    {
        _taken = await flows.TakeAsync(FlowUuid);
        return await FlowStorage.OpenAsync(_taken, FlowUuid, options.Value.ToStorageOptions(), time, logger);
    }

    private static async Task<FlowStorage> EnsuredAsync(FlowStorage storage, Listing<Listing<AtomDeclaration>> ensured)
    {
        foreach (Listing<AtomDeclaration> atoms in ensured.Items)
        {
            await storage.EnsureAtomsAsync(atoms.Items);
        }

        return storage;
    }

    // Those who are about to open it count as those who have it open.
    private bool ForgetUnused()
    {
        bool unused = _openings == 0 && _engine is null && _sessions.Remaining() == TimeSpan.Zero;
        if (unused)
        {
            Forget();
        }

        return unused;
    }

    private void Leave()
    {
        _ = EndEngineAsync();
        _sessions.CloseAll();
        Forget();
        DeactivateOnIdle();
    }

    private void Forget()
    {
        _held?.Forget();
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
