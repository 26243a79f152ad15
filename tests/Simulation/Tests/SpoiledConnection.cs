using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A planted bug: what it is told to write of an atom is changed, or not written at all though it says so.</summary>
internal sealed class SpoiledConnection(IConnection inner, Func<AtomDetail, AtomDetail?> change, Func<AtomDetail, AtomDetail>? read = null)
    : DelegatingConnection(inner)
{
    public override Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        change(atom.Copy()) is { } changed ? Inner.UpdateAtomDetailsAsync(changed, cancellationToken) : Task.FromResult(atom.Copy());

    public override async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        FlowDetail stored = await Inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);
        if (read is null)
        {
            return stored;
        }

        FlowDetail changed = stored.Copy(retainContents: false);
        foreach (AtomDetail atom in stored)
        {
            changed.Add(read(atom));
        }

        return changed;
    }
}
