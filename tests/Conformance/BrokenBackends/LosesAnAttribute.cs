namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Writes all of an atom but one attribute, which stays as it was stored.</summary>
internal sealed class LosesAnAttribute(IConnection inner, Action<AtomDetail, AtomDetail> restore) : DelegatingConnection(inner)
{
    public override async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        AtomDetail stored = await Inner.GetAtomDetailsAsync(atom.Uuid, cancellationToken);
        AtomDetail changed = atom.Copy();
        if (stored.Kind == atom.Kind)
        {
            restore(stored, changed);
        }

        await Inner.UpdateAtomDetailsAsync(changed, cancellationToken);
        return atom.Copy();
    }
}
