namespace Orleans.TaskFlow;

/// <summary>
/// One flow's atoms, results and named values: what an engine reads and writes while it runs the flow (the seeds'
/// <c>Storage</c>). Embedded it is a <see cref="FlowStorage"/>, in a cluster a session with the grain that holds one.
/// </summary>
/// <remarks>
/// <para>What holds for every member:</para>
/// <list type="bullet">
/// <item>Safe for use by many callers at once. Reads are answered from memory; a change is written first and shown after, so a
/// call that returned is as durable as the store, and one that failed changed nothing unless its error says that the outcome is
/// unknown, in which case the record is read again before the next answer.</item>
/// <item>Changes of one atom happen one after the other; those of several atoms may be written together.</item>
/// <item>Cancelling before the write has begun leaves everything as it was. A write that has begun is waited for.</item>
/// <item>An unknown atom is a <see cref="NotFoundException"/>, one of the other kind an <see cref="AtomKindException"/>; a store
/// that fails is a <see cref="StorageFailureException"/>, after the attempts that <see cref="FlowStorageOptions"/> allow;
/// a write that somebody else's overtook is a <see cref="StaleWriteException"/>, at once.</item>
/// </list>
/// <para>
/// Transient values live in the memory of the storage, never in the store: embedded until it is disposed, in a cluster as long as a
/// session is open and the silo that holds the flow lives. Names injected persistently, results and failures come back when a
/// flow is opened again; the names that results provide come back when the atoms are ensured again.
/// </para>
/// <para>Disposing ends the session; nothing that was acknowledged depends on it.</para>
/// </remarks>
public interface IFlowStorage : IAsyncDisposable
{
    /// <summary>The name of the atom under which persistently injected values are stored; no other atom may have it.</summary>
    public const string InjectorName = "_TaskFlow_INJECTOR";

    /// <summary>The flow's uuid.</summary>
    string FlowUuid { get; }

    /// <summary>The flow's name.</summary>
    string FlowName { get; }

    /// <summary>The flow's metadata (the seeds' <c>flow_meta</c>).</summary>
    Task<IReadOnlyDictionary<string, Document>> GetFlowMetadataAsync(CancellationToken cancellationToken = default);

    /// <summary>Merges entries into the flow's metadata; null or none changes nothing (the seeds' <c>update_flow_metadata</c>).</summary>
    Task UpdateFlowMetadataAsync(IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default);

    /// <summary>The flow's state; PENDING until one is set (the seeds' <c>get_flow_state</c>).</summary>
    Task<State> GetFlowStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets the flow's state without a check (the seeds' <c>set_flow_state</c>).</summary>
    Task SetFlowStateAsync(State state, CancellationToken cancellationToken = default);

    /// <summary>Makes a transition of the flow, or ignores it, as <see cref="StateTransitions.CheckFlow"/> says (the seeds' <c>change_flow_state</c>).</summary>
    /// <exception cref="InvalidStateException">The transition is not allowed.</exception>
    Task<FlowStateChange> ChangeFlowStateAsync(State state, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes sure that there is a detail of each atom, creating those that are missing (PENDING, to be executed) in one write, and
    /// learns the names that they provide. An atom that exists gains names and loses none (the seeds' <c>ensure_atoms</c>).
    /// </summary>
    /// <returns>The uuids of the details, in the order of the declarations.</returns>
    /// <exception cref="AtomKindException">A declaration is of neither kind. Nothing was created.</exception>
    /// <exception cref="ArgumentException">A name is empty. Nothing was created.</exception>
    /// <exception cref="DuplicateException">
    /// A name belongs to an atom of the other kind, stands twice in the list, or is <see cref="InjectorName"/>. Nothing was created.
    /// </exception>
    Task<IReadOnlyList<string>> EnsureAtomsAsync(IReadOnlyList<AtomDeclaration> atoms, CancellationToken cancellationToken = default);

    /// <summary>The uuid of an atom's detail (the seeds' <c>get_atom_uuid</c>).</summary>
    Task<string> GetAtomUuidAsync(string atomName, CancellationToken cancellationToken = default);

    /// <summary>An atom's state; null if it was stored without one (the seeds' <c>get_atom_state</c>).</summary>
    Task<State?> GetAtomStateAsync(string atomName, CancellationToken cancellationToken = default);

    /// <summary>Sets an atom's state without a check (the seeds' <c>set_atom_state</c>).</summary>
    Task SetAtomStateAsync(string atomName, State state, CancellationToken cancellationToken = default);

    /// <summary>An atom's intention (the seeds' <c>get_atom_intention</c>).</summary>
    Task<Intention?> GetAtomIntentionAsync(string atomName, CancellationToken cancellationToken = default);

    /// <summary>Sets an atom's intention (the seeds' <c>set_atom_intention</c>).</summary>
    Task SetAtomIntentionAsync(string atomName, Intention intention, CancellationToken cancellationToken = default);

    /// <summary>Sets an atom's state, its intention or both without a check, in one write; what is null stays.</summary>
    Task SetAtomStatusAsync(string atomName, AtomStatus status, CancellationToken cancellationToken = default);

    /// <summary>State and intention of several atoms, all as of one moment (the seeds' <c>get_atoms_states</c>).</summary>
    /// <exception cref="NotFoundException">Any of them is unknown.</exception>
    Task<IReadOnlyDictionary<string, AtomStatus>> GetAtomsStatesAsync(IReadOnlyCollection<string> atomNames, CancellationToken cancellationToken = default);

    /// <summary>
    /// Merges entries into an atom's metadata, replacing the values of keys that are there; null or none changes nothing (the
    /// seeds' <c>update_atom_metadata</c>).
    /// </summary>
    Task UpdateAtomMetadataAsync(string atomName, IReadOnlyDictionary<string, Document>? update, CancellationToken cancellationToken = default);

    /// <summary>Sets a task's progress and, if given, what it says about it (the seeds' <c>set_task_progress</c>).</summary>
    /// <param name="taskName">The task.</param>
    /// <param name="progress">From 0 to 1; a finite number.</param>
    /// <param name="details">Null leaves the former details; an empty object, array or string, or <see cref="Document.Null"/>, drops them.</param>
    /// <param name="cancellationToken">Cancels before the write has begun.</param>
    /// <exception cref="ArgumentOutOfRangeException">The progress is not from 0 to 1.</exception>
    Task SetTaskProgressAsync(string taskName, double progress, Document? details = null, CancellationToken cancellationToken = default);

    /// <summary>A task's progress, from 0 to 1; 0 if it was never set (the seeds' <c>get_task_progress</c>).</summary>
    Task<double> GetTaskProgressAsync(string taskName, CancellationToken cancellationToken = default);

    /// <summary>What a task last said about its progress; null if nothing (the seeds' <c>get_task_progress_details</c>).</summary>
    Task<ProgressDetails?> GetTaskProgressDetailsAsync(string taskName, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a result and the state it was reached in into an atom's detail, as <see cref="TaskDetail"/> and
    /// <see cref="RetryDetail"/> say (the seeds' <c>save</c>).
    /// </summary>
    /// <exception cref="InvalidFormatException">The state is FAILURE or REVERT_FAILURE, and the result is not a failure's document.</exception>
    Task SaveAsync(string atomName, Document result, State state = State.Success, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="SaveAsync"/>, for a failure, whose exception stays at hand in this process where the storage is embedded.</summary>
    Task SaveFailureAsync(string atomName, Failure failure, State state = State.Failure, CancellationToken cancellationToken = default);

    /// <summary>
    /// Notes in the last attempt of a retry how an atom under its control failed; a failure that it has of that atom already stays
    /// (the seeds' <c>save_retry_failure</c>).
    /// </summary>
    /// <exception cref="StorageFailureException">The retry has no attempt yet.</exception>
    Task SaveRetryFailureAsync(string retryName, string failedAtomName, Failure failure, CancellationToken cancellationToken = default);

    /// <summary>Drops the attempts of a retry and sets its state; failures and intention stay (the seeds' <c>cleanup_retry_history</c>).</summary>
    Task CleanupRetryHistoryAsync(string retryName, State state, CancellationToken cancellationToken = default);

    /// <summary>
    /// What an atom's execution gave: its failure's document, if it failed; else a task's result, or the list of a retry's attempts
    /// (the seeds' <c>get_execute_result</c>).
    /// </summary>
    /// <exception cref="NotFoundException">The atom is unknown, or has no result in the state it is in (the inner exception says which).</exception>
    Task<Document> GetExecuteResultAsync(string atomName, CancellationToken cancellationToken = default);

    /// <summary>What an atom's revert gave: its failure's document, if it failed; else its result (the seeds' <c>get_revert_result</c>).</summary>
    /// <exception cref="NotFoundException">The atom is unknown, or has no result in the state it is in (the inner exception says which).</exception>
    Task<Document> GetRevertResultAsync(string atomName, CancellationToken cancellationToken = default);

    /// <summary>
    /// The failures that were saved while the intention of the atom was EXECUTE, by atom name; a later success leaves them there, a
    /// reset does not (the seeds' <c>get_execute_failures</c>).
    /// </summary>
    Task<IReadOnlyDictionary<string, Failure>> GetExecuteFailuresAsync(CancellationToken cancellationToken = default);

    /// <summary>The same for the intention REVERT (the seeds' <c>get_revert_failures</c>).</summary>
    Task<IReadOnlyDictionary<string, Failure>> GetRevertFailuresAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether there is any execute or revert failure (the seeds' <c>has_failures</c>).</summary>
    Task<bool> HasFailuresAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Clears an atom's results and failures, and sets the state and the intention EXECUTE; nothing if it is in that state already,
    /// or is the injector (the seeds' <c>reset</c>).
    /// </summary>
    Task ResetAsync(string atomName, State state = State.Pending, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives one atom arguments of its own, which come before everything else (the seeds' <c>inject_atom_args</c>):
    /// <paramref name="transient"/> ones in memory only, else in its metadata.
    /// </summary>
    Task InjectAtomArgsAsync(string atomName, IReadOnlyDictionary<string, Document> values, bool transient = true, CancellationToken cancellationToken = default);

    /// <summary>Gives the flow named values (the seeds' <c>inject</c>): <paramref name="transient"/> ones in memory only, else in the store.</summary>
    Task InjectAsync(IReadOnlyDictionary<string, Document> values, bool transient = false, CancellationToken cancellationToken = default);

    /// <summary>The value of a name: an injected one, else the first atom's that provides it (the seeds' <c>fetch</c>).</summary>
    /// <exception cref="NotFoundException">Nothing provides the name, or something that does has no result yet or none with that part.</exception>
    /// <exception cref="DisallowedAccessException">The name was injected, and the injector is in a state without results.</exception>
    Task<Document> FetchAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All values of a name, injected ones first, at least one (the seeds' <c>fetch</c> with a <c>many_handler</c>).</summary>
    /// <exception cref="NotFoundException">As <see cref="FetchAsync"/>.</exception>
    /// <exception cref="DisallowedAccessException">As <see cref="FetchAsync"/>.</exception>
    Task<IReadOnlyList<Document>> FetchManyAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All values of every name that <see cref="FetchManyAsync"/> finds something for (the seeds' <c>fetch_all</c>).</summary>
    /// <exception cref="DisallowedAccessException">As <see cref="FetchAsync"/>.</exception>
    Task<IReadOnlyDictionary<string, IReadOnlyList<Document>>> FetchAllAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The values for an atom's arguments (the seeds' <c>fetch_mapped_args</c>). Each is looked for among the atom's own transient
    /// and persistent values, then among those injected into the flow, then level by level in the scope: the first level with a
    /// provider that is not ignored decides.
    /// </summary>
    /// <param name="argsMapping">For each argument the name of its value.</param>
    /// <param name="atomName">The atom whose own values and scope count; null for none.</param>
    /// <param name="scope">Levels of atom names, nearest first; null for what <see cref="FlowStorageOptions.ScopeFetcher"/> says.</param>
    /// <param name="optionalArgs">Arguments that are left out if nothing at all provides their name.</param>
    /// <param name="cancellationToken">Not needed for an answer from memory.</param>
    /// <returns>The value of each argument.</returns>
    /// <exception cref="NotFoundException">The atom is unknown, or an argument cannot be had; the message names it.</exception>
    /// <exception cref="DisallowedAccessException">As <see cref="FetchAsync"/>.</exception>
    Task<IReadOnlyDictionary<string, Document>> FetchMappedArgsAsync(
        IReadOnlyDictionary<string, string> argsMapping,
        string? atomName = null,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// The arguments that nothing in reach is registered to provide, whether it has done so yet or not (the seeds'
    /// <c>fetch_unsatisfied_args</c>). The parameters are those of <see cref="FetchMappedArgsAsync"/>.
    /// </summary>
    /// <returns>Names of arguments, sorted by ordinal.</returns>
    Task<IReadOnlyList<string>> FetchUnsatisfiedArgsAsync(
        string atomName,
        IReadOnlyDictionary<string, string> argsMapping,
        IReadOnlyList<IReadOnlyList<string>>? scope = null,
        IReadOnlyCollection<string>? optionalArgs = null,
        CancellationToken cancellationToken = default);

    /// <summary>What a retry has been through (the seeds' <c>get_retry_history</c>).</summary>
    Task<RetryHistory> GetRetryHistoryAsync(string retryName, CancellationToken cancellationToken = default);

    /// <summary>What every retry of the flow has been through, by name (the seeds' <c>get_retry_histories</c>).</summary>
    Task<IReadOnlyDictionary<string, RetryHistory>> GetRetryHistoriesAsync(CancellationToken cancellationToken = default);
}
