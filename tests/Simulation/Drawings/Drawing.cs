namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A flow, and what its runs are given.</summary>
public sealed class Drawing
{
    public required DrawnFlow Flow { get; init; }

    /// <summary>What is injected into the flow.</summary>
    public Dictionary<string, Document> Store { get; init; } = [];

    public bool DefersReverts { get; init; }

    public int Degree { get; init; } = 1;

    public override string ToString() =>
        $"{(Degree == 1 ? "serial" : $"up to {Degree} at once")}{(DefersReverts ? ", reverts deferred" : "")}, store: {string.Join(", ", Store.Select(pair => $"{pair.Key}={pair.Value}"))}\n{Flow}";
}
