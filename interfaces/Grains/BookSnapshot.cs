using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>A logbook as it was read. Whoever holds one never changes what is in it.</summary>
[GenerateSerializer, Immutable, Alias("taskflow.book-snapshot")]
internal sealed record BookSnapshot
{
    /// <summary>The logbook's own record, without flows.</summary>
    [Id(0)]
    public required LogBook Book { get; init; }

    /// <summary>The uuids of its flows, in the order in which they were added.</summary>
    [Id(1)]
    public required ImmutableArray<string> FlowUuids { get; init; }
}
