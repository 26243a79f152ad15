using System.Collections.Immutable;

namespace Orleans.TaskFlow;

/// <summary>
/// The failures of a flow as its storage lists them: by the intention that an atom had when it failed. Those that happened in this
/// process still hold their exceptions, which a store cannot keep.
/// </summary>
internal sealed class FailureCache
{
    // Snapshots are handed out as they are, so the maps are immutable ones.
    public ImmutableDictionary<string, Failure> Execute { get; private set; } = ImmutableDictionary.Create<string, Failure>(StringComparer.Ordinal);

    public ImmutableDictionary<string, Failure> Revert { get; private set; } = ImmutableDictionary.Create<string, Failure>(StringComparer.Ordinal);

    public bool Any => !Execute.IsEmpty || !Revert.IsEmpty;

    /// <summary>
    /// Lists what a stored atom says of itself, in place of what was listed of it; what is the same keeps its exception.
    /// </summary>
    public void Settle(AtomDetail stored)
    {
        Execute = Settled(Execute, stored.Name, stored.Failure);
        Revert = Settled(Revert, stored.Name, stored.RevertFailure);
    }

    /// <summary>Lists a failure that was saved; under an intention other than EXECUTE and REVERT it is not listed.</summary>
    public void Note(string atomName, Intention? intention, Failure failure)
    {
        switch (intention)
        {
            case Intention.Execute:
                Execute = Execute.SetItem(atomName, failure);
                break;
            case Intention.Revert:
                Revert = Revert.SetItem(atomName, failure);
                break;
        }
    }

    public void Clear(string atomName)
    {
        Execute = Execute.Remove(atomName);
        Revert = Revert.Remove(atomName);
    }

    /// <summary>The same failure with its exception, where this process has it.</summary>
    public Failure? Best(string atomName, Failure? stored) =>
        stored is not null && Execute.TryGetValue(atomName, out Failure? kept) && stored.Matches(kept) ? kept : stored;

    private static ImmutableDictionary<string, Failure> Settled(
        ImmutableDictionary<string, Failure> listed, string atomName, Failure? stored)
    {
        if (stored is null)
        {
            return listed.Remove(atomName);
        }

        return listed.TryGetValue(atomName, out Failure? kept) && stored.Matches(kept) ? listed : listed.SetItem(atomName, stored);
    }
}
