namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Keeps the very objects that it was given, and hands them out.</summary>
internal sealed class KeepsTheCallersObjects(IConnection inner, Dictionary<string, AtomDetail> atoms) : DelegatingConnection(inner)
{
    public override async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        await Inner.UpdateAtomDetailsAsync(atom, cancellationToken);
        lock (atoms)
        {
            return atoms[atom.Uuid] = atom;
        }
    }

    public override async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default)
    {
        AtomDetail stored = await Inner.GetAtomDetailsAsync(uuid, cancellationToken);
        lock (atoms)
        {
            return atoms.GetValueOrDefault(uuid, stored);
        }
    }

    public override async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        FlowDetail flow = await Inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);
        lock (atoms)
        {
            foreach (AtomDetail atom in flow.Where(atom => atoms.ContainsKey(atom.Uuid)).ToList())
            {
                flow.Add(atoms[atom.Uuid]);
            }
        }

        return flow;
    }
}
