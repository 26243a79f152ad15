namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>The flow's state machine, as the reference documents it.</summary>
internal static class ModelFlowStates
{
    private static readonly HashSet<string> _allowed =
    [
        "Pending>Running", "Running>Success", "Running>Failure", "Running>Reverted", "Running>Suspending", "Running>Resuming",
        "Success>Running", "Failure>Running", "Reverted>Pending", "Success>Pending", "Suspending>Suspended", "Suspending>Success",
        "Suspending>Failure", "Suspending>Reverted", "Suspending>Resuming", "Suspended>Running", "Resuming>Suspended",
    ];

    /// <summary>Whether a transition is made, or else ignored.</summary>
    /// <exception cref="ModelException">It is neither.</exception>
    public static bool Check(State from, State to)
    {
        if (_allowed.Contains($"{from}>{to}"))
        {
            return true;
        }

        bool atRest = from is State.Pending or State.Failure or State.Success or State.Suspended or State.Reverted;
        bool ignored = from == to || (atRest && to is State.Suspending or State.Suspended or State.Resuming);
        return ignored ? false : throw new ModelException(nameof(InvalidStateException));
    }
}
