namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Takes a flow as it is given for all that there is of it: atoms that are not in it are gone.</summary>
internal sealed class DropsAtomsNotGiven(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        LogBook book = await BookOfAsync(flow.Uuid);
        book.Add(flow);
        await Inner.DestroyLogBookAsync(book.Uuid, cancellationToken);
        await Inner.SaveLogBookAsync(book, cancellationToken);
        return flow.Copy();
    }
}
