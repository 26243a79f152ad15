namespace Orleans.TaskFlow;

/// <summary>How an engine runs a flow. The defaults are the seeds'.</summary>
public sealed class FlowEngineOptions
{
    /// <summary>
    /// How many atoms may be called at the same time; at least 1. With 1, the default, they run one after the other where the engine
    /// was called (the seeds' serial engine), with more on the thread pool (their parallel engine).
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
    internal FlowWatchers? Watchers { get; set; }

    internal FlowEngineOptions Copy() => (FlowEngineOptions)MemberwiseClone();

    /// <exception cref="ArgumentOutOfRangeException">A value is out of the range that it documents.</exception>
    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
}
