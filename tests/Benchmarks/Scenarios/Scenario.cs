namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>Something to measure. Its name is the one that the peer knows it by.</summary>
/// <param name="Name">Such as <c>set_state</c>.</param>
/// <param name="Kind">What it does to the store.</param>
public abstract record Scenario(string Name, ScenarioKind Kind)
{
    /// <summary>Whether it is an operation on one atom, which is not to cost more in a flow of many.</summary>
    public bool IsOnOneAtom { get; init; } = Kind != ScenarioKind.Run;

    /// <summary>How many atoms a flow needs for it.</summary>
    public int MinAtoms { get; init; } = 10;

    /// <summary>How long the text is that a call writes, about: the raw limit writes as much.</summary>
    public int WrittenLength { get; init; } = 10;

    /// <summary>What a whole run measures it on; null for what says most of a storage.</summary>
    public IReadOnlyList<Cell>? Cells { get; init; }

    /// <summary>Whether the peer does it within a time that one would wait for.</summary>
    /// <param name="on">The subject that it is compared with.</param>
    /// <param name="cell">What it is measured on.</param>
    public virtual bool HasPeer(string on, Cell cell) => true;
}
