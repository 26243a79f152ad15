namespace Orleans.TaskFlow;

[RegisterConverter]
internal sealed class FlowStateChangeConverter : IConverter<FlowStateChange, FlowStateChangeSurrogate>
{
    public FlowStateChange ConvertFromSurrogate(in FlowStateChangeSurrogate surrogate) => new(surrogate.Changed, surrogate.Previous);

    public FlowStateChangeSurrogate ConvertToSurrogate(in FlowStateChange value) =>
        new() { Changed = value.Changed, Previous = value.Previous };
}
