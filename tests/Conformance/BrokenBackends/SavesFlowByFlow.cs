namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Saves the flows of a logbook one by one, so that a refusal in the middle leaves half of it.</summary>
internal sealed class SavesFlowByFlow(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        LogBook part = book.Copy(retainContents: false);
        foreach (FlowDetail flow in book)
        {
            part.Add(flow);
            part.UpdatedAt = book.UpdatedAt;
            await Inner.SaveLogBookAsync(part, cancellationToken);
        }

        await Inner.SaveLogBookAsync(book, cancellationToken);
    }
}
