namespace Orleans.TaskFlow;

/// <summary>A logbook crosses in its stored form, with its flows in their order.</summary>
[GenerateSerializer, Alias("taskflow.logbook")]
internal struct LogBookSurrogate
{
    [Id(0)]
    public Document Stored;

    [Id(1)]
    public FlowDetail[] Flows;
}
