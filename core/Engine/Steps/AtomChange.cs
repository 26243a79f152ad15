namespace Orleans.TaskFlow;

/// <summary>A change of one atom that a step decided on.</summary>
/// <param name="Node">The atom.</param>
/// <param name="State">Its new state; <see langword="null"/> to leave it.</param>
/// <param name="Intention">Its new intention; <see langword="null"/> to leave it.</param>
internal readonly record struct AtomChange(int Node, State? State = null, Intention? Intention = null)
{
    /// <summary>What it returned, in SUCCESS and REVERTED.</summary>
    public Document? Result { get; init; }

    /// <summary>How it failed, in FAILURE and REVERT_FAILURE.</summary>
    public Failure? Failure { get; init; }

    /// <summary>How long it was called for, in these four states.</summary>
    public TimeSpan? Duration { get; init; }
}
