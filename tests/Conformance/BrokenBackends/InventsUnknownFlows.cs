namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Makes up a flow, instead of saying that there is none.</summary>
internal sealed class InventsUnknownFlows(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);
        }
        catch (NotFoundException)
        {
            return new FlowDetail("made up", uuid);
        }
    }
}
