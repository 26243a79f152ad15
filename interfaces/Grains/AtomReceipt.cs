namespace Orleans.TaskFlow;

/// <summary>What is stored of an atom that was not in the request: its name and uuid stay as they were.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.atom-receipt")]
internal sealed record AtomReceipt
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required string FlowUuid { get; init; }

    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>Of a retry, whose revert results a store keeps as they first were; else null.</summary>
    [Id(3)]
    public Document? RevertResults { get; init; }

    public static AtomReceipt Of(AtomRecord record) => new()
    {
        Name = record.Detail.Name,
        FlowUuid = record.FlowUuid,
        Revision = record.Revision,
        RevertResults = record.Detail.Kind == AtomKind.Retry ? record.Detail.RevertResults : null,
    };
}
