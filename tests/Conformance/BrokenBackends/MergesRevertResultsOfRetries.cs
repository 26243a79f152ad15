namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Stores the revert results of a retry that it has already.</summary>
internal sealed class MergesRevertResultsOfRetries(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        await Inner.UpdateAtomDetailsAsync(atom, cancellationToken);
        return atom.Copy();
    }
}
