using Orleans.TaskFlow.Tests.Conformance;

namespace Orleans.TaskFlow.Tests.Simulation;

/// <summary>A planted bug: from some write on it never answers.</summary>
internal sealed class SilentConnection(IConnection inner, int answers) : DelegatingConnection(inner)
{
    private int _writes;

    public override Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        ++_writes <= answers ? Inner.UpdateAtomDetailsAsync(atom, cancellationToken) : new TaskCompletionSource<AtomDetail>().Task;
}
