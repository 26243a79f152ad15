namespace Orleans.TaskFlow;

/// <summary>What is stored of an atom that was not in the request: its name and uuid stay as they were.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.atom-receipt")]
internal sealed record AtomReceipt
{
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The flow that the atom is of; null where nobody needs it to find the atom.</summary>
    [Id(1)]
    public required string? FlowUuid { get; init; }

    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>Of a retry, whose revert results a store keeps as they first were; else null.</summary>
    [Id(3)]
    public Document? RevertResults { get; init; }

    public static AtomReceipt Of(AtomRecord record) => Of(record.Detail, record.FlowUuid, record.Revision);

    public static AtomReceipt Of(AtomDetail detail, string? flowUuid, long revision) => new()
    {
        Name = detail.Name,
        FlowUuid = flowUuid,
        Revision = revision,
        RevertResults = detail.Kind == AtomKind.Retry ? detail.RevertResults : null,
    };
}
