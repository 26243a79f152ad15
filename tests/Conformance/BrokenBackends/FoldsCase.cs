namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Takes uuids that differ in case only for the same.</summary>
internal sealed class FoldsCase(IConnection inner) : DelegatingConnection(inner)
{
    public override Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        var folded = new LogBook(book.Name, book.Uuid.ToUpperInvariant());
        folded.Merge(book);
        foreach (FlowDetail flow in book)
        {
            folded.Add(flow);
        }

        folded.UpdatedAt = book.UpdatedAt;
        return Inner.SaveLogBookAsync(folded, cancellationToken);
    }

    public override Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        Inner.GetLogBookAsync(uuid.ToUpperInvariant(), lazy, cancellationToken);

    public override Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) =>
        Inner.DestroyLogBookAsync(uuid.ToUpperInvariant(), cancellationToken);
}
