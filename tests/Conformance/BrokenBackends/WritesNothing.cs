namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Acknowledges a change of an atom without writing it.</summary>
internal sealed class WritesNothing(IConnection inner) : DelegatingConnection(inner)
{
    public override Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        Task.FromResult(atom.Copy());
}
