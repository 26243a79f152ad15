namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Hands every call on, as it should be. Those that derive from it get one thing wrong.</summary>
public class DelegatingConnection(IConnection inner) : IConnection
{
    protected IConnection Inner => inner;

    public virtual Task UpgradeAsync(CancellationToken cancellationToken = default) => inner.UpgradeAsync(cancellationToken);

    public virtual Task ValidateAsync(CancellationToken cancellationToken = default) => inner.ValidateAsync(cancellationToken);

    public virtual Task ClearAllAsync(CancellationToken cancellationToken = default) => inner.ClearAllAsync(cancellationToken);

    public virtual Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default) =>
        inner.SaveLogBookAsync(book, cancellationToken);

    public virtual Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default) =>
        inner.DestroyLogBookAsync(uuid, cancellationToken);

    public virtual Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default) =>
        inner.UpdateFlowDetailsAsync(flow, cancellationToken);

    public virtual Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default) =>
        inner.UpdateAtomDetailsAsync(atom, cancellationToken);

    public virtual IAsyncEnumerable<LogBook> GetLogBooksAsync(bool lazy = false, CancellationToken cancellationToken = default) =>
        inner.GetLogBooksAsync(lazy, cancellationToken);

    public virtual Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        inner.GetLogBookAsync(uuid, lazy, cancellationToken);

    public virtual IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        inner.GetFlowsForBookAsync(bookUuid, lazy, cancellationToken);

    public virtual Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        inner.GetFlowDetailsAsync(uuid, lazy, cancellationToken);

    public virtual Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) =>
        inner.GetAtomDetailsAsync(uuid, cancellationToken);

    public virtual IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(string flowUuid, CancellationToken cancellationToken = default) =>
        inner.GetAtomsForFlowAsync(flowUuid, cancellationToken);

    protected async Task<LogBook> BookOfAsync(string flowUuid)
    {
        await foreach (LogBook book in inner.GetLogBooksAsync())
        {
            if (book.Find(flowUuid) is not null)
            {
                return book;
            }
        }

        throw new NotFoundException($"There is no flow '{flowUuid}'.");
    }
}
