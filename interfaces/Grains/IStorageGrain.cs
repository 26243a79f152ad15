namespace Orleans.TaskFlow;

/// <summary>
/// One flow's storage: <see cref="IFlowStorage"/>, call by call, in the sessions of its callers. The names of its members are the
/// same, and so is what they promise.
/// </summary>
/// <remarks>
/// Every call is made in a session, and raises <see cref="SessionLostException"/> before it does anything if the grain does not
/// know that: it was activated anew since, or the lease ended.
/// </remarks>
[Alias("taskflow.IStorageGrain")]
internal interface IStorageGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens a session, or joins it again. The first one reads the flow from its records; those that come while another is open
    /// share its memory.
    /// </summary>
    /// <param name="session">Chosen by the caller.</param>
    /// <param name="lease">How long the session lives without a call in it.</param>
    /// <param name="ensured">
    /// What was ensured in the session before, list by list: no call is answered in it before that is ensured again.
    /// </param>
    /// <returns>The flow's name.</returns>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    [Alias("open")]
    ValueTask<string> OpenAsync(Guid session, TimeSpan lease, Listing<Listing<AtomDeclaration>> ensured);

    /// <summary>Lets a session live for another lease; whether the grain knew it.</summary>
    [Alias("renew")]
    ValueTask<bool> RenewAsync(Guid session);

    /// <summary>Ends a session; with the last one goes what was in memory only.</summary>
    [Alias("close")]
    ValueTask CloseAsync(Guid session);

    /// <summary>
    /// Opens the session of an engine. There is one such session at most: an older one has ended when this returns, and what it calls is
    /// refused with a <see cref="StaleWriteException"/>. It is no session by messages: the engine finds its storage in the silo that
    /// both are in.
    /// </summary>
    /// <param name="engine">Chosen by the caller.</param>
    /// <param name="silo">Where the engine is.</param>
    /// <returns>Whether it is open; else the storage is somewhere else, and on its way to the engine's silo: call again.</returns>
    /// <exception cref="NotFoundException">There is no such flow.</exception>
    [Alias("open-engine")]
    Task<bool> OpenEngineAsync(Guid engine, SiloAddress silo);

    /// <summary>Forgets the flow and all sessions: it was destroyed.</summary>
    [Alias("drop")]
    ValueTask DropAsync();

    [Alias("get-flow-metadata")]
    ValueTask<Map<Document>> GetFlowMetadataAsync(Guid session);

    [Alias("update-flow-metadata")]
    ValueTask UpdateFlowMetadataAsync(Guid session, Map<Document>? update);

    [Alias("get-flow-state")]
    ValueTask<State> GetFlowStateAsync(Guid session);

    [Alias("set-flow-state")]
    ValueTask SetFlowStateAsync(Guid session, State state);

    [Alias("change-flow-state")]
    ValueTask<FlowStateChange> ChangeFlowStateAsync(Guid session, State state);

    [Alias("ensure-atoms")]
    ValueTask<Listing<EnsuredAtom>> EnsureAtomsAsync(Guid session, Listing<AtomDeclaration> atoms);

    [Alias("get-atom-uuid")]
    ValueTask<string> GetAtomUuidAsync(Guid session, string atomName);

    [Alias("get-atom-state")]
    ValueTask<State?> GetAtomStateAsync(Guid session, string atomName);

    [Alias("set-atom-state")]
    ValueTask SetAtomStateAsync(Guid session, string atomName, State state);

    [Alias("get-atom-intention")]
    ValueTask<Intention?> GetAtomIntentionAsync(Guid session, string atomName);

    [Alias("set-atom-intention")]
    ValueTask SetAtomIntentionAsync(Guid session, string atomName, Intention intention);

    [Alias("get-atoms-states")]
    ValueTask<Map<AtomStatus>> GetAtomsStatesAsync(Guid session, Listing<string> atomNames);

    [Alias("update-atom-metadata")]
    ValueTask UpdateAtomMetadataAsync(Guid session, string atomName, Map<Document>? update);

    [Alias("set-task-progress")]
    ValueTask SetTaskProgressAsync(Guid session, string taskName, double progress, Document? details);

    [Alias("get-task-progress")]
    ValueTask<double> GetTaskProgressAsync(Guid session, string taskName);

    [Alias("get-task-progress-details")]
    ValueTask<ProgressDetails?> GetTaskProgressDetailsAsync(Guid session, string taskName);

    [Alias("save")]
    ValueTask SaveAsync(Guid session, string atomName, Document result, State state);

    [Alias("save-failure")]
    ValueTask SaveFailureAsync(Guid session, string atomName, Failure failure, State state);

    [Alias("save-retry-failure")]
    ValueTask SaveRetryFailureAsync(Guid session, string retryName, string failedAtomName, Failure failure);

    [Alias("cleanup-retry-history")]
    ValueTask CleanupRetryHistoryAsync(Guid session, string retryName, State state);

    [Alias("get-execute-result")]
    ValueTask<Document> GetExecuteResultAsync(Guid session, string atomName);

    [Alias("get-revert-result")]
    ValueTask<Document> GetRevertResultAsync(Guid session, string atomName);

    [Alias("get-execute-failures")]
    ValueTask<Map<Failure>> GetExecuteFailuresAsync(Guid session);

    [Alias("get-revert-failures")]
    ValueTask<Map<Failure>> GetRevertFailuresAsync(Guid session);

    [Alias("has-failures")]
    ValueTask<bool> HasFailuresAsync(Guid session);

    [Alias("reset")]
    ValueTask ResetAsync(Guid session, string atomName, State state);

    [Alias("inject-atom-args")]
    ValueTask InjectAtomArgsAsync(Guid session, string atomName, Map<Document> values, bool transient);

    [Alias("inject")]
    ValueTask InjectAsync(Guid session, Map<Document> values, bool transient);

    [Alias("fetch")]
    ValueTask<Document> FetchAsync(Guid session, string name);

    [Alias("fetch-many")]
    ValueTask<Listing<Document>> FetchManyAsync(Guid session, string name);

    [Alias("fetch-all")]
    ValueTask<Map<Listing<Document>>> FetchAllAsync(Guid session);

    [Alias("fetch-mapped-args")]
    ValueTask<Map<Document>> FetchMappedArgsAsync(Guid session, ArgumentsWanted wanted);

    [Alias("fetch-unsatisfied-args")]
    ValueTask<Listing<string>> FetchUnsatisfiedArgsAsync(Guid session, ArgumentsWanted wanted);

    [Alias("get-retry-history")]
    ValueTask<RetryHistory> GetRetryHistoryAsync(Guid session, string retryName);

    [Alias("get-retry-histories")]
    ValueTask<Map<RetryHistory>> GetRetryHistoriesAsync(Guid session);
}
