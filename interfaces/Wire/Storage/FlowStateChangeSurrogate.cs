namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.flow-state-change")]
internal struct FlowStateChangeSurrogate
{
    [Id(0)]
    public bool Changed;

    [Id(1)]
    public State Previous;
}
