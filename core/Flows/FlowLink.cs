using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>That one item of a flow comes before another.</summary>
/// <param name="From">The item that comes first.</param>
/// <param name="To">The item that waits for it.</param>
public sealed record FlowLink(FlowItem From, FlowItem To)
{
    /// <summary>Asked whether <see cref="To"/> may run; <see langword="null"/> if it always may.</summary>
    public Decider? Decider { get; init; }

    /// <summary>What else is ignored when <see cref="Decider"/> refuses.</summary>
    public DeciderDepth Depth { get; init; }

    /// <summary>The symbols for whose sake the link was made; none if it was only asked for.</summary>
    public ImmutableSortedSet<string> Symbols { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
