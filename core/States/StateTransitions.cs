using System.Collections.Frozen;

namespace Orleans.TaskFlow;

/// <summary>Which change of state is allowed for a flow, a task and a retry: the seeds' transition tables.</summary>
public static class StateTransitions
{
    private static readonly FrozenSet<(State From, State To)> _flow = new (State, State)[]
    {
        (State.Pending, State.Running),
        (State.Running, State.Success),
        (State.Running, State.Failure),
        (State.Running, State.Reverted),
        (State.Running, State.Suspending),
        (State.Running, State.Resuming),
        (State.Success, State.Running), // a finished flow may be run again with atoms added to it
        (State.Failure, State.Running),
        (State.Reverted, State.Pending),
        (State.Success, State.Pending),
        (State.Suspending, State.Suspended),
        (State.Suspending, State.Success), // the end came while waiting for the suspension
        (State.Suspending, State.Failure),
        (State.Suspending, State.Reverted),
        (State.Suspending, State.Resuming),
        (State.Suspended, State.Running),
        (State.Resuming, State.Suspended),
    }.ToFrozenSet();

    // A flow at rest has nothing to suspend or to resume: the request is ignored rather than refused.
    private static readonly FrozenSet<State> _flowAtRest =
        new[] { State.Pending, State.Failure, State.Success, State.Suspended, State.Reverted }.ToFrozenSet();

    private static readonly FrozenSet<State> _ignoredAtRest =
        new[] { State.Suspending, State.Suspended, State.Resuming }.ToFrozenSet();

    private static readonly FrozenSet<(State From, State To)> _task = new (State, State)[]
    {
        (State.Pending, State.Running),
        (State.Pending, State.Ignore),
        (State.Running, State.Success),
        (State.Running, State.Failure),
        (State.Failure, State.Reverting),
        (State.Success, State.Reverting),
        (State.Reverting, State.Reverted),
        (State.Reverting, State.RevertFailure),
        (State.Reverted, State.Pending),
        (State.Ignore, State.Pending),
    }.ToFrozenSet();

    private static readonly FrozenSet<(State From, State To)> _retry =
        _task.Concat([(State.Success, State.Retrying), (State.Retrying, State.Running)]).ToFrozenSet();

    /// <summary>
    /// Whether a flow goes from one state to another: <see langword="true"/> if it does, <see langword="false"/> if the
    /// request is to be ignored (it is there already, or is at rest and asked to suspend or resume).
    /// Stands for the seeds' <c>check_flow_transition</c>.
    /// </summary>
    /// <exception cref="InvalidStateException">The flow's state machine has no such transition.</exception>
    public static bool CheckFlow(State from, State to)
    {
        if (from == to)
        {
            return false;
        }

        if (_flow.Contains((from, to)))
        {
            return true;
        }

        return _flowAtRest.Contains(from) && _ignoredAtRest.Contains(to)
            ? false
            : throw new InvalidStateException(
                $"A flow cannot go from {from.ToName()} to {to.ToName()}.{Allowed(from)}", from, to);
    }

    /// <summary>Whether a task may go from one state to another (the seeds' <c>check_task_transition</c>).</summary>
    public static bool CheckTask(State from, State to) => _task.Contains((from, to));

    /// <summary>Whether a retry may go from one state to another (the seeds' <c>check_retry_transition</c>).</summary>
    public static bool CheckRetry(State from, State to) => _retry.Contains((from, to));

    private static string Allowed(State from)
    {
        var allowed = _flow.Where(pair => pair.From == from).Select(pair => pair.To.ToName()).Order(StringComparer.Ordinal).ToList();
        return allowed.Count == 0 ? "" : $" From there it goes to {string.Join(", ", allowed)}.";
    }
}
