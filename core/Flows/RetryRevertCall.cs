using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What a retry is told when it is reverted.</summary>
public sealed class RetryRevertCall : RetryCall
{
    /// <summary>The execute failures of the flow that are known, by atom name.</summary>
    public IReadOnlyDictionary<string, Failure> FlowFailures { get; init; } = ImmutableDictionary<string, Failure>.Empty;
}
