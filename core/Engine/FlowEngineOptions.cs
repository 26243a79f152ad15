namespace Orleans.TaskFlow;

/// <summary>How an engine runs a flow. The defaults are the seeds'.</summary>
public sealed class FlowEngineOptions
{
    /// <summary>
    /// How many atoms may be called at the same time; at least 1. With 1, the default, they run one after the other where the engine
    /// was called (the seeds' serial engine) unless they have a time-out, with more on the thread pool (their parallel engine).
    /// </summary>
    public int MaxDegreeOfParallelism { get; set; } = 1;

    /// <summary>
    /// Whether a retry that decides REVERT leaves the decision to the retry around it, or else undoes everything (the seeds'
    /// <c>defer_reverts</c>). By default only its own flow is undone then.
    /// </summary>
    public bool DeferReverts { get; set; }

    /// <summary>
    /// Whether a failure just stops the flow, with nothing undone and no retry asked (the seeds' <c>never_resolve</c>).
    /// </summary>
    public bool NeverResolve { get; set; }

    /// <summary>
    /// How long each call of an atom may take that has no <see cref="AtomContract.Timeout"/> of its own; <see langword="null"/>, the
    /// default, for as long as it likes. With one at a time, atoms that have a time-out are called on the thread pool, too, since they may
    /// hang where they are called.
    /// </summary>
    public TimeSpan? AtomTimeout { get; set; }

    /// <summary>
    /// How long an atom whose call was cancelled, because its time is over or the run is cancelled, may take to come back; then the
    /// engine goes on without it, and what it still does is ignored: it fails, or, in a run that is cancelled, stays RUNNING and is called
    /// again when the flow is run on, be it that the abandoned code is running still. 5 seconds by default; at least nothing, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> to wait for it in any case. Atoms that are called where the engine was (one at a time,
    /// without time-outs) can be abandoned only while they await something.
    /// </summary>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the engine keeps how long atoms and runs took, as <see cref="FlowNotifications.RecordDurationsIn"/> says. A run then ends
    /// once they are stored; one that cannot be is logged, and does not matter to the flow.
    /// </summary>
    public bool RecordsDurations { get; set; }

    /// <summary>Handed to atoms with every call (<see cref="AtomCall.Services"/>).</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>
    /// Awaited at every change of a state, right after everything about it has been saved and before anything else happens. What it
    /// throws ends the run on the spot, with nothing more written, as if the process had died there. For tests and simulations;
    /// listeners that are not to be in the way belong to <see cref="FlowEngine.Notifications"/>. With it, changes are saved one by one.
    /// </summary>
    public Func<FlowNotification, ValueTask>? Checkpoint { get; set; }

    /// <summary>Where atoms are called when several may be at the same time: the thread pool. Simulations draw the order instead.</summary>
    internal TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;

    /// <summary>Ends the run as <see cref="FlowEngine.SuspendAsync"/> does, but for noting first that it was asked to.</summary>
    internal CancellationToken Suspend { get; set; }

    /// <summary>What atoms take a place in while they are called; none if null.</summary>
    internal CallPlaces? Places { get; set; }

    /// <summary>Told of everything, over this engine and those that come after it.</summary>
    internal FlowListeners? Watchers { get; set; }

    internal FlowEngineOptions Copy() => (FlowEngineOptions)MemberwiseClone();

    /// <exception cref="ArgumentOutOfRangeException">A value is out of the range that it documents.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        TimeLimit.Checked(CancellationGrace, TimeSpan.Zero);
        if (AtomTimeout is { } timeout)
        {
            TimeLimit.CheckedTimeout(timeout, nameof(AtomTimeout));
        }
    }
}
