namespace Orleans.TaskFlow;

/// <summary>Which values an atom's arguments want: the parameters of <see cref="IFlowStorage.FetchMappedArgsAsync"/>.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.arguments-wanted")]
internal sealed record ArgumentsWanted
{
    [Id(0)]
    public required Map<string> Mapping { get; init; }

    [Id(1)]
    public string? AtomName { get; init; }

    [Id(2)]
    public string[][]? Scope { get; init; }

    [Id(3)]
    public string[]? Optional { get; init; }
}
