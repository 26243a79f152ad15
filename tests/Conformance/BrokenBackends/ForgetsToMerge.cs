namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Takes a logbook as it is given for all that there is of it: what was stored before is gone.</summary>
internal sealed class ForgetsToMerge(IConnection inner) : DelegatingConnection(inner)
{
    public override async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        try
        {
            await Inner.DestroyLogBookAsync(book.Uuid, cancellationToken);
        }
        catch (NotFoundException)
        {
            // It is a new one.
        }

        await Inner.SaveLogBookAsync(book, cancellationToken);
    }
}
