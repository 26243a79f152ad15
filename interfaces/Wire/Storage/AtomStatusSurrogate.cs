namespace Orleans.TaskFlow;

[GenerateSerializer, Alias("taskflow.atom-status")]
internal struct AtomStatusSurrogate
{
    [Id(0)]
    public State? State;

    [Id(1)]
    public Intention? Intention;
}
