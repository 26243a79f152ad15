using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A planted bug: what it is to write as one it writes one after the other, and the last first.</summary>
internal sealed class BackwardConnection(IConnection inner) : DelegatingConnection(inner), IJointConnection
{
    public bool JoinsAtoms => true;

    public async Task<IReadOnlyList<AtomDetail>> UpdateAtomDetailsAsync(
        IReadOnlyList<AtomDetail> atoms, CancellationToken cancellationToken = default)
    {
        var stored = new List<AtomDetail>();
        foreach (AtomDetail atom in atoms.Reverse())
        {
            stored.Insert(0, await Inner.UpdateAtomDetailsAsync(atom, cancellationToken));
        }

        return stored;
    }
}
