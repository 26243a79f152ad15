namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Takes a change of an atom that is not there for done.</summary>
internal sealed class IgnoresUnknownAtoms(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.UpdateAtomDetailsAsync(atom, cancellationToken);
        }
        catch (NotFoundException)
        {
            return atom.Copy();
        }
    }
}
