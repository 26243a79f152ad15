namespace Orleans.TaskFlow.Tests.Traces;

/// <summary>How one run of a trace ended.</summary>
/// <param name="Phase">In which phase before the run it was refused; <see langword="null"/> if it ran.</param>
/// <param name="Error">What it raised.</param>
internal sealed record RunResult(string? Phase, Exception? Error)
{
    /// <summary>What a trace calls it, given the state that the flow has then and whether an atom could not be reverted.</summary>
    public string OutcomeOf(FlowDetail flow) => this switch
    {
        { Phase: not null } => "error",
        { Error: AbandonedException } => "stopped",
        _ => (flow.State, flow.Any(atom => atom.State == State.RevertFailure)) switch
        {
            (State.Success, _) => "success",
            (State.Suspended, _) => "suspended",
            (State.Reverted, _) => "failure",
            (State.Failure, true) => "revert_failure",
            (State.Failure, false) => "engine_failure",
            var (state, _) => $"left {state?.ToName()}: {Error}",
        },
    };
}
