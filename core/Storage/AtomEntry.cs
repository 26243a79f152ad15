namespace Orleans.TaskFlow;

/// <summary>One atom in the memory of a storage: its current detail, and whose turn it is to change it.</summary>
internal sealed class AtomEntry(AtomDetail detail)
{
    private SemaphoreSlim? _turn;

    public string Name { get; } = detail.Name;

    public string Uuid { get; } = detail.Uuid;

    /// <summary>What the store holds. Never changed in place: a change is made to a copy, written, and put here.</summary>
    public AtomDetail Detail { get; set; } = detail;

    /// <summary>Held by whoever changes this atom, from the copy to the new detail. Made when first needed: most atoms wait for their time.</summary>
    public SemaphoreSlim Turn => _turn ?? Interlocked.CompareExchange(ref _turn, new SemaphoreSlim(1, 1), null) ?? _turn;
}
