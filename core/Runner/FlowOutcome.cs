namespace Orleans.TaskFlow;

/// <summary>How a flow stands, or how its run ended.</summary>
/// <param name="FlowUuid">The flow.</param>
/// <param name="FlowName">Its name.</param>
/// <param name="State">The state that is stored.</param>
/// <param name="IsRunning">Whether it is being run, or is about to be.</param>
/// <param name="Failures">How atoms failed when they were executed, by their names; a later success leaves a failure there.</param>
/// <param name="RevertFailures">How atoms failed when they were reverted, by their names.</param>
/// <param name="Error">
/// Why the last run stopped, if atoms did not stop it: a factory that failed, arguments that nothing provides, a store that fails.
/// <see langword="null"/> if there was no such error, or nobody remembers it (any more): it is not stored, so it is gone with the process
/// that ran the flow, and before that once many others have been kept. The failures of atoms are stored.
/// </param>
public sealed record FlowOutcome(
    string FlowUuid,
    string FlowName,
    State State,
    bool IsRunning,
    IReadOnlyDictionary<string, Failure> Failures,
    IReadOnlyDictionary<string, Failure> RevertFailures,
    Failure? Error = null)
{
    /// <summary>Raises what kept the flow from SUCCESS; nothing if it got there.</summary>
    /// <returns>This outcome.</returns>
    /// <exception cref="Exception">
    /// The flow was reverted or failed: the exception of the one atom that failed, where it is of this process; else a
    /// <see cref="WrappedFailureException"/>.
    /// </exception>
    /// <exception cref="InvalidStateException">The flow is in another state, such as SUSPENDED, without a failure.</exception>
    public FlowOutcome EnsureSuccess()
    {
        if (State == State.Success && !IsRunning && Error is null)
        {
            return this;
        }

        Failure[] failures = State is State.Failure or State.Reverted ? [.. Failures.Values, .. RevertFailures.Values] : [];
        switch (failures)
        {
            case [var single]:
                single.Rethrow();
                break;
            case { Length: > 1 }:
                throw new WrappedFailureException(failures);
        }

        Error?.Rethrow();
        throw new InvalidStateException(
            $"Flow '{FlowName}' ({FlowUuid}) is {State.ToName()}{(IsRunning ? " and is being run" : "")}, and not {State.Success.ToName()}.", State, State.Success);
    }

    /// <summary>As a detail with its atoms says it.</summary>
    internal static FlowOutcome Of(FlowDetail detail, bool isRunning, Failure? error = null) => new(
        detail.Uuid,
        detail.Name,
        detail.State ?? State.Pending,
        isRunning,
        ByName(detail, atom => atom.Failure),
        ByName(detail, atom => atom.RevertFailure),
        error);

    /// <summary>As an open storage says it.</summary>
    internal static async Task<FlowOutcome> ReadAsync(IFlowStorage storage) => new(
        storage.FlowUuid,
        storage.FlowName,
        await storage.GetFlowStateAsync(),
        IsRunning: false,
        await storage.GetExecuteFailuresAsync(),
        await storage.GetRevertFailuresAsync());

    private static Dictionary<string, Failure> ByName(FlowDetail detail, Func<AtomDetail, Failure?> failureOf)
    {
        var failures = new Dictionary<string, Failure>(StringComparer.Ordinal);
        foreach (AtomDetail atom in detail)
        {
            if (failureOf(atom) is { } failure)
            {
                failures[atom.Name] = failure;
            }
        }

        return failures;
    }
}
