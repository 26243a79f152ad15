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
            // Long enough for the others to come, on a machine that is idle or busy.
            await Task.Delay(TimeSpan.FromMilliseconds(30), cancellationToken);
            return await Inner.UpdateFlowDetailsAsync(flow, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
