namespace Orleans.TaskFlow;

/// <summary>What a new flow is made of.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.engine-start")]
internal sealed record EngineStart
{
    /// <summary>What the factory takes; <see langword="null"/> for nothing.</summary>
    [Id(0)]
    public Document? Arguments { get; init; }

    /// <summary>Values for the flow; <see langword="null"/> for none.</summary>
    [Id(1)]
    public Map<Document>? Values { get; init; }
}
