namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Acknowledges a change of an atom, and writes it when the next one comes.</summary>
internal sealed class WritesLate(IConnection inner, WritesLate.Lag lag) : DelegatingConnection(inner)
{
    public override async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        await Inner.GetAtomDetailsAsync(atom.Uuid, cancellationToken);
        AtomDetail? earlier = Interlocked.Exchange(ref lag.Atom, atom.Copy());
        if (earlier is not null)
        {
            await Inner.UpdateAtomDetailsAsync(earlier, cancellationToken);
        }

        return atom.Copy();
    }

    /// <summary>The change that is not written yet.</summary>
    internal sealed class Lag
    {
        public AtomDetail? Atom;
    }
}
