namespace Orleans.TaskFlow;

/// <summary>
/// The state of a flow or of an atom. Both draw on one set of names, as in the seeds; <see cref="StateTransitions"/> says
/// which of them a flow, a task and a retry may go through. Stored by the seeds' names (<see cref="StateNames"/>).
/// </summary>
public enum State
{
    /// <summary>Nothing has happened yet.</summary>
    Pending,

    /// <summary>Executing.</summary>
    Running,

    /// <summary>Executed well.</summary>
    Success,

    /// <summary>Executed, and failed.</summary>
    Failure,

    /// <summary>Being undone.</summary>
    Reverting,

    /// <summary>Undone.</summary>
    Reverted,

    /// <summary>Undoing failed (atoms only); nothing leads out of this state but a reset.</summary>
    RevertFailure,

    /// <summary>About to run again (retries only).</summary>
    Retrying,

    /// <summary>Passed over by a decider (atoms only).</summary>
    Ignore,

    /// <summary>Asked to stop at the next point where it can (flows only).</summary>
    Suspending,

    /// <summary>Stopped, to be run on later (flows only).</summary>
    Suspended,

    /// <summary>Being taken up again after a run that did not end (flows only).</summary>
    Resuming,
}
