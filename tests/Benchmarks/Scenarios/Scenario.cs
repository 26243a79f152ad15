namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>One operation to measure. Its name is the one that the peer knows it by.</summary>
/// <param name="Name">Such as <c>set_state</c>.</param>
/// <param name="Kind">What it does to the store.</param>
/// <param name="PrepareAsync">Makes the call to repeat on a flow, with all that the call needs at hand.</param>
public sealed record Scenario(string Name, ScenarioKind Kind, Func<BenchFlow, Task<Func<Task>>> PrepareAsync)
{
    /// <summary>Whether it is an operation on one atom, which is not to cost more in a flow of many.</summary>
    public bool IsOnOneAtom { get; init; } = true;

    /// <summary>How many atoms a flow needs for it.</summary>
    public int MinAtoms { get; init; } = 10;

    /// <summary>How long the text is that a call writes, about: the raw limit writes as much.</summary>
    public int WrittenLength { get; init; } = 10;

    /// <summary>Whether a call changes what the next one would measure, so that a flow takes one call only.</summary>
    public bool IsOnce { get; init; }
}
