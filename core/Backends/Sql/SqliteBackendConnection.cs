using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// The seeds' connection over a SQLite file. Writes wait for the disk without holding a thread of the caller's; reads are done
/// when they return, since what they need is mostly in memory.
/// </summary>
internal sealed class SqliteBackendConnection(SqliteBackend backend, TimeProvider time) : IConnection
{
    private const int LogBooksAtOnce = 100;

    public async Task UpgradeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await backend.UpgradeAsync(cancellationToken);
    }

    public Task ValidateAsync(CancellationToken cancellationToken = default) => Task.Run(backend.Validate, cancellationToken);

    public async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await backend.Writer.WriteAsync(
            static session =>
            {
                LogBookTable.Clear(session);
                return true;
            },
            together: true);
    }

    public async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        cancellationToken.ThrowIfCancellationRequested();
        var row = new LogBookRow(book, Now());
        await backend.Writer.WriteAsync(
            session =>
            {
                LogBookTable.Save(session, row);
                return row;
            },
            together: true);
    }

    public async Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        cancellationToken.ThrowIfCancellationRequested();
        if (!await backend.Writer.WriteAsync(session => LogBookTable.Destroy(session, uuid), together: false))
        {
            throw Missing(ItemFolder.Books, uuid);
        }
    }

    public async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        cancellationToken.ThrowIfCancellationRequested();
        var row = new FlowRow(flow, Now());
        return await backend.Writer.WriteAsync(session => FlowTable.Update(session, row), together: true)
            ?? throw Missing(ItemFolder.Flows, flow.Uuid);
    }

    public async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atom);
        cancellationToken.ThrowIfCancellationRequested();
        var row = new AtomRow(atom, Now());
        return await backend.Writer.WriteAsync(session => AtomTable.Update(session, row), together: false)
            ?? throw Missing(ItemFolder.Atoms, row.Detail.Uuid);
    }

    public async IAsyncEnumerable<LogBook> GetLogBooksAsync(
        bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long last = long.MinValue;
        List<LogBook> page;
        do
        {
            page = await ReadAsync(session => LogBookTable.Page(session, ref last, LogBooksAtOnce, lazy, time), cancellationToken);
            foreach (LogBook book in page)
            {
                yield return book;
            }
        }
        while (page.Count == LogBooksAtOnce);
    }

    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => LogBookTable.Find(session, uuid, lazy, time), cancellationToken)
            ?? throw Missing(ItemFolder.Books, uuid);
    }

    public async IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(bookUuid);
        foreach (FlowDetail flow in await ReadAsync(session => FlowTable.OfBook(session, bookUuid, lazy), cancellationToken))
        {
            yield return flow;
        }
    }

    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => FlowTable.Find(session, uuid, lazy), cancellationToken)
            ?? throw Missing(ItemFolder.Flows, uuid);
    }

    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => AtomTable.Find(session, uuid), cancellationToken)
            ?? throw Missing(ItemFolder.Atoms, uuid);
    }

    public async IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(flowUuid);
        foreach (AtomDetail atom in await ReadAsync(session => AtomTable.OfFlow(session, flowUuid), cancellationToken))
        {
            yield return atom;
        }
    }

    private string Now() => StoredTime.Write(time.GetUtcNow().UtcDateTime)!;

    private ValueTask<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(backend.Read(read));
    }

    private NotFoundException Missing(ItemFolder folder, string uuid) =>
        new($"There is no {new ItemPath(folder, uuid)} in {backend.Description}.");
}
