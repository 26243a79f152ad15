namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FlowOutcomeConverter : IConverter<FlowOutcome, FlowOutcomeSurrogate>
{
    public FlowOutcome ConvertFromSurrogate(in FlowOutcomeSurrogate surrogate) => new(
        surrogate.FlowUuid,
        surrogate.FlowName,
        surrogate.State,
        surrogate.IsRunning,
        surrogate.Failures.Entries,
        surrogate.RevertFailures.Entries,
        surrogate.Error);

    public FlowOutcomeSurrogate ConvertToSurrogate(in FlowOutcome value) => new()
    {
        FlowUuid = value.FlowUuid,
        FlowName = value.FlowName,
        State = value.State,
        IsRunning = value.IsRunning,
        Failures = new Map<Failure>(value.Failures),
        RevertFailures = new Map<Failure>(value.RevertFailures),
        Error = value.Error,
    };
}
