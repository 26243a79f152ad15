namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Does what was cancelled.</summary>
internal sealed class IgnoresCancellation(IConnection inner) : DelegatingConnection(inner)
{
    public override Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        Inner.UpdateAtomDetailsAsync(atom, CancellationToken.None);
}
