namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Writes a change of a flow only if no other one is under way; acknowledges both.</summary>
internal sealed class LosesOneOfTwoAtOnce(IConnection inner, SemaphoreSlim turn) : DelegatingConnection(inner)
{
    public override async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return flow.Copy();
        }

        try
        {
            await Task.Yield();
            return await Inner.UpdateFlowDetailsAsync(flow, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
