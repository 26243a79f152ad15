namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Keeps the first thousand characters of a name.</summary>
internal sealed class CutsLongText(IConnection inner) : DelegatingConnection(inner)
{
    public override Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        var cut = new LogBook(book.Name.Length > 1000 ? book.Name[..1000] : book.Name, book.Uuid);
        cut.Merge(book);
        foreach (FlowDetail flow in book)
        {
            cut.Add(flow);
        }

        cut.UpdatedAt = book.UpdatedAt;
        return Inner.SaveLogBookAsync(cut, cancellationToken);
    }
}
