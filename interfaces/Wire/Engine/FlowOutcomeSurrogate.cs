namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.flow-outcome")]
internal struct FlowOutcomeSurrogate
{
    [Id(0)]
    public string FlowUuid;

    [Id(1)]
    public string FlowName;

    [Id(2)]
    public State State;

    [Id(3)]
    public bool IsRunning;

    [Id(4)]
    public Map<Failure> Failures;

    [Id(5)]
    public Map<Failure> RevertFailures;

    [Id(6)]
    public Failure? Error;
}
