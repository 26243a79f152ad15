namespace Orleans.TaskFlow;

/// <summary>A request to save an atom that is there already.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.atom-write")]
internal sealed record AtomWrite
{
    /// <summary>What is to be saved. The sender does not change it any more.</summary>
    [Id(0)]
    public required AtomDetail Detail { get; init; }

    /// <summary>The flow that lists the atom, if the sender knows: needed for one that was never written.</summary>
    [Id(1)]
    public string? FlowUuid { get; init; }

    /// <summary>The revision that the sender read or wrote last; null to merge into whatever is there.</summary>
    [Id(2)]
    public long? ExpectedRevision { get; init; }

    /// <summary>Who expects it: if he wrote the next revision himself, he has only missed the answer. Null where nothing is expected.</summary>
    [Id(3)]
    public string? Writer { get; init; }
}
