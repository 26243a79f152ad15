namespace Orleans.TaskFlow;

/// <summary>A request to save a flow and the atoms in it.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.flow-write")]
internal sealed record FlowWrite
{
    /// <summary>What is to be saved. The sender does not change it any more.</summary>
    [Id(0)]
    public required FlowDetail Flow { get; init; }

    /// <summary>
    /// Whether new atoms of which <see cref="AtomListing"/> says everything are only listed, which is one write for all of them;
    /// else each gets its record, by which its uuid alone finds it.
    /// </summary>
    [Id(1)]
    public required bool ListOnly { get; init; }

    /// <summary>The revision that the sender read or wrote last; null to merge into whatever is there.</summary>
    [Id(2)]
    public long? ExpectedRevision { get; init; }

    /// <summary>Who expects it: if he wrote the next revision himself, he has only missed the answer. Null where nothing is expected.</summary>
    [Id(3)]
    public string? Writer { get; init; }
}
