using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>What a task is told when it is reverted.</summary>
public sealed class TaskRevertCall : TaskCall
{
    /// <summary>What its execution returned; <see cref="Document.Null"/> if it failed, or was interrupted.</summary>
    public Document Result { get; init; } = Document.Null;

    /// <summary>How its execution failed; <see langword="null"/> if it did not.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The execute failures of the flow that are known, by atom name.</summary>
    public IReadOnlyDictionary<string, Failure> FlowFailures { get; init; } = ImmutableDictionary<string, Failure>.Empty;
}
