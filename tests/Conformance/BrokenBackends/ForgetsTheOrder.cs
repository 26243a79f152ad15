namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Gives the atoms of a flow in the order of their uuids.</summary>
internal sealed class ForgetsTheOrder(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        FlowDetail flow = await Inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);
        FlowDetail sorted = flow.Copy(retainContents: false);
        foreach (AtomDetail atom in flow.OrderBy(atom => atom.Uuid, StringComparer.Ordinal))
        {
            sorted.Add(atom);
        }

        return sorted;
    }
}
