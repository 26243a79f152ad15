namespace Orleans.TaskFlow;

/// <summary>An atom as it stands. Whoever holds one never changes the detail in it.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.atom-record")]
internal sealed record AtomRecord
{
    /// <summary>The flow that the atom is of.</summary>
    [Id(0)]
    public required string FlowUuid { get; init; }

    [Id(1)]
    public required AtomDetail Detail { get; init; }

    /// <summary>How often it was written; 0 for an atom that only its flow lists.</summary>
    [Id(2)]
    public required long Revision { get; init; }

    /// <summary>About how much of a message it takes.</summary>
    public long Size => MessageLimit.SizeOf(Detail);
}
