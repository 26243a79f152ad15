namespace Orleans.TaskFlow;

/// <summary>A flow's detail crosses in its stored form, with the details of its atoms in their order.</summary>
[GenerateSerializer, Alias("taskflow.flow-detail")]
internal struct FlowDetailSurrogate
{
    [Id(0)]
    public Document Stored;

    [Id(1)]
    public AtomDetail[] Atoms;
}
