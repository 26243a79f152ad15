namespace Orleans.TaskFlow;

/// <summary>
/// Starts the host's flows by the names of their factories (<c>services.AddFlow("order", ...)</c>), and lets anybody wait for them,
/// watch them and stop them by their uuids. <c>AddTaskFlow</c> registers one that runs them in this process, <c>AddTaskFlowClient</c> one
/// that has the cluster run them. Safe for use by many threads.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A flow is run by one engine at a time, whoever asks for it, as far as the runner reaches: this process, or the cluster. Nobody is to
/// change its states by other ways while it runs; the run ends over it with a <see cref="StaleWriteException"/>, or does not notice.</item>
/// <item>In a cluster a flow that was started is run to its end, even if every silo dies: another one picks it up. Embedded, a flow whose
/// process died goes on when it is resumed.</item>
/// <item>What a flow made is read from its storage: <see cref="IFlowStorageFactory"/> opens it by the same uuid.</item>
/// <item>Every call raises <see cref="NotFoundException"/> for a flow that is not stored, and <see cref="StorageFailureException"/> for a store or a
/// cluster that fails.</item>
/// </list>
/// </remarks>
public interface IFlowRunner
{
    /// <summary>
    /// Saves a new flow, in a logbook of its own with the flow's uuid, and begins to run it. A flow with that uuid that is there already is
    /// the same one: it is begun if it never was or if its process died, and else left as it is, so that a start whose answer was lost may
    /// be repeated.
    /// </summary>
    /// <param name="factoryName">The name that the flow's factory is registered by, in this host, or in any silo of the cluster.</param>
    /// <param name="arguments">What the factory takes, as JSON; <see langword="null"/> for nothing. Stored as it is, for everybody to read.</param>
    /// <param name="values">Values for the flow, which are stored with it; none if null.</param>
    /// <param name="flowUuid">The flow's uuid; a new random one if null.</param>
    /// <param name="cancellationToken">Cancels before the flow is saved; after that it runs.</param>
    /// <returns>The flow's uuid. It is saved, and on its way.</returns>
    /// <exception cref="NotFoundException">No flow has that name here, or in the cluster; the message lists those that there are.</exception>
    /// <exception cref="FlowFactoryException">The factory failed, or the arguments do not fit.</exception>
    /// <exception cref="DuplicateException">There is a flow with that uuid that another factory made, or none.</exception>
    Task<string> StartAsync(
        string factoryName,
        Document? arguments = null,
        IReadOnlyDictionary<string, Document>? values = null,
        string? flowUuid = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs a saved flow that is not running: begins it, or goes on where it was suspended, failed or died; one that was reverted starts
    /// over, as with <see cref="FlowEngine.RunAsync"/>. Nothing if it is running; if it is about to stop, once it has.
    /// </summary>
    /// <exception cref="FlowFactoryException">No factory made the flow, so it cannot be made again.</exception>
    /// <exception cref="NotFoundException">There is no such flow, or nobody knows its factory (any more).</exception>
    Task ResumeAsync(string flowUuid, CancellationToken cancellationToken = default);

    /// <summary>Waits until the flow does not run (any more): it came to an end, was suspended, or its run stopped because of an error.</summary>
    /// <param name="flowUuid">The flow.</param>
    /// <param name="cancellationToken">Ends the waiting; the flow runs on.</param>
    Task<FlowOutcome> WaitAsync(string flowUuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// What happens to the flow, from when the first notification is asked for until the run ends; nothing if it is not running. Who is
    /// slower than the flow by more than some thousand notifications misses the oldest, and is told how many by a
    /// <see cref="MissedNotification"/>. No watcher can harm a flow.
    /// </summary>
    IAsyncEnumerable<FlowNotification> WatchAsync(string flowUuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the run to stop: nothing that becomes ready is started any more, and the run ends when what is under way has. Does not wait
    /// for that. Nothing if the flow is not running.
    /// </summary>
    Task SuspendAsync(string flowUuid, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="SuspendAsync"/>, and the tokens of the tasks that are under way are cancelled: those that react stay as they are, to
    /// be called again when the flow is resumed.
    /// </summary>
    Task CancelAsync(string flowUuid, CancellationToken cancellationToken = default);

    /// <summary>How the flow stands.</summary>
    Task<FlowOutcome> GetAsync(string flowUuid, CancellationToken cancellationToken = default);
}
