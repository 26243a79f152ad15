namespace Orleans.TaskFlow;

/// <summary>One atom in the memory of a storage: its current detail, and whose turn it is to change it.</summary>
internal sealed class AtomEntry(AtomDetail detail)
{
    // Most atoms of a flow that is opened are only read.
    private SemaphoreSlim? _turn;

    public string Name { get; } = detail.Name;

    public string Uuid { get; } = detail.Uuid;

    /// <summary>What the store holds. Never changed in place: a change is made to a copy, written, and put here.</summary>
    public AtomDetail Detail { get; set; } = detail;

    /// <summary>Held by whoever changes this atom, from the copy to the new detail.</summary>
    public SemaphoreSlim Turn => LazyInitializer.EnsureInitialized(ref _turn, static () => new SemaphoreSlim(1, 1))!;
}
