namespace Orleans.TaskFlow;

/// <summary>How the run of a flow ended.</summary>
/// <param name="Outcome">How the flow stands; <see langword="null"/> if that could not be read.</param>
/// <param name="Error">Why it stopped, if not for what atoms did or because it was asked to.</param>
internal sealed record FlowRunEnd(FlowOutcome? Outcome, Exception? Error);
