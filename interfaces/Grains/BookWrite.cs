namespace Orleans.TaskFlow;

/// <summary>A request to save a logbook with its flows and their atoms.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.book-write")]
internal sealed record BookWrite
{
    /// <summary>What is to be saved. The sender does not change it any more.</summary>
    [Id(0)]
    public required LogBook Book { get; init; }
}
