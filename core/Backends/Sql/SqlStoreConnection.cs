using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>The seeds' connection over a database.</summary>
/// <param name="store">The database.</param>
/// <param name="known">The revisions to expect; <see langword="null"/> to write over whatever is there.</param>
/// <param name="time">Dates records.</param>
internal sealed class SqlStoreConnection(ISqlStore store, SqlRevisions? known, TimeProvider time) : IJointConnection
{
    private const int LogBooksAtOnce = 100;

    public bool JoinsAtoms => store.SharesTogether;

    public async Task UpgradeAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await store.UpgradeAsync(cancellationToken);
    }

    public Task ValidateAsync(CancellationToken cancellationToken = default) => store.ValidateAsync(cancellationToken);

    public async Task ClearAllAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await store.WriteAsync(new Clearance());
    }

    public async Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        cancellationToken.ThrowIfCancellationRequested();
        CheckUuid(ItemPath.Of(book));
        foreach (FlowDetail flow in book)
        {
            CheckUuids(flow);
        }

        var row = new LogBookRow(book, Now(), known);
        await CheckSizeAsync(new ItemPath(ItemFolder.Books, row.Uuid), row.Name, row.Size, cancellationToken);
        foreach (FlowRow flow in row.Flows)
        {
            await CheckSizesAsync(flow, cancellationToken);
        }

        await WriteAsync(new LogBookSave(row), row.Marks);
    }

    public async Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        cancellationToken.ThrowIfCancellationRequested();
        if (!await store.WriteAsync(new LogBookDestruction(uuid)))
        {
            throw Missing(ItemFolder.Books, uuid);
        }
    }

    public async Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        cancellationToken.ThrowIfCancellationRequested();
        CheckUuids(flow);
        var row = new FlowRow(flow, Now(), known);
        await CheckSizesAsync(row, cancellationToken);
        return await WriteAsync(new FlowUpdate(row), row.Marks) ?? throw Missing(ItemFolder.Flows, row.Detail.Uuid);
    }

    public async Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atom);
        cancellationToken.ThrowIfCancellationRequested();
        var row = new AtomRow(atom, Now(), known);
        await CheckSizeAsync(ItemPath.Of(row.Detail), row.Detail.Name, row.Size, cancellationToken);
        return await WriteAsync(new AtomUpdate(row), [row.Mark]) ?? throw Missing(ItemFolder.Atoms, row.Detail.Uuid);
    }

    public async Task<IReadOnlyList<AtomDetail>> UpdateAtomDetailsAsync(
        IReadOnlyList<AtomDetail> atoms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atoms);
        cancellationToken.ThrowIfCancellationRequested();
        DateTime now = Now();
        AtomRow[] rows = [.. atoms.Select(atom => new AtomRow(atom, now, known))];
        foreach (AtomRow row in rows)
        {
            await CheckSizeAsync(ItemPath.Of(row.Detail), row.Detail.Name, row.Size, cancellationToken);
        }

        return await WriteAsync(new AtomsUpdate(rows, row => Missing(ItemFolder.Atoms, row.Detail.Uuid)), rows.Select(row => row.Mark));
    }

    public async IAsyncEnumerable<LogBook> GetLogBooksAsync(
        bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long last = long.MinValue;
        List<(LogBook Book, long Order)> page;
        do
        {
            long after = last;
            page = await ReadAsync(
                session => LogBookTable.PageAsync(session, after, LogBooksAtOnce, lazy, time), together: !lazy, cancellationToken);
            foreach (var (book, order) in page)
            {
                yield return book;
                last = order;
            }
        }
        while (page.Count == LogBooksAtOnce);
    }

    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => LogBookTable.FindAsync(session, uuid, lazy, time), together: !lazy, cancellationToken)
            ?? throw Missing(ItemFolder.Books, uuid);
    }

    public async IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(bookUuid);
        foreach (FlowDetail flow in await ReadAsync(
            session => FlowTable.OfBookAsync(session, bookUuid, lazy), together: !lazy, cancellationToken))
        {
            yield return flow;
        }
    }

    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => FlowTable.FindAsync(session, uuid, lazy, known), together: !lazy, cancellationToken)
            ?? throw Missing(ItemFolder.Flows, uuid);
    }

    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return await ReadAsync(session => AtomTable.FindAsync(session, uuid, known), together: false, cancellationToken)
            ?? throw Missing(ItemFolder.Atoms, uuid);
    }

    public async IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(flowUuid);
        foreach (AtomDetail atom in await ReadAsync(
            session => AtomTable.OfFlowAsync(session, flowUuid, known), together: false, cancellationToken))
        {
            yield return atom;
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private async ValueTask<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, bool together, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await store.ReadAsync(read, together, cancellationToken);
    }

    /// <summary>Makes a change, and remembers of each record that it leaves its mark on how that went.</summary>
    private async Task<T> WriteAsync<T>(SqlChange<T> change, IEnumerable<SqlMark> marks)
    {
        try
        {
            T result = await store.WriteAsync(change);
            if (result is not null)
            {
                foreach (SqlMark mark in marks)
                {
                    mark.Written();
                }
            }

            return result;
        }
        catch (StorageFailureException failure) when (failure.OutcomeUnknown)
        {
            foreach (SqlMark mark in marks)
            {
                mark.Lost();
            }

            throw;
        }
    }

    private void CheckUuids(FlowDetail flow)
    {
        if (store.LongestUuid is null)
        {
            return;
        }

        CheckUuid(ItemPath.Of(flow));
        foreach (AtomDetail atom in flow)
        {
            CheckUuid(ItemPath.Of(atom));
        }
    }

    /// <exception cref="InvalidFormatException">The database cannot have such a key.</exception>
    private void CheckUuid(ItemPath item)
    {
        if (item.Uuid.Length > store.LongestUuid)
        {
            throw new InvalidFormatException(
                $"The {item} cannot be stored: its uuid has {item.Uuid.Length} characters, and {store.Description} takes up to {store.LongestUuid}.");
        }
    }

    private async ValueTask CheckSizesAsync(FlowRow flow, CancellationToken cancellationToken)
    {
        await CheckSizeAsync(ItemPath.Of(flow.Detail), flow.Detail.Name, flow.Size, cancellationToken);
        foreach (AtomRow atom in flow.Atoms)
        {
            await CheckSizeAsync(ItemPath.Of(atom.Detail), atom.Detail.Name, atom.Size, cancellationToken);
        }
    }

    /// <exception cref="StorageFailureException">The database does not take so large a record.</exception>
    private async ValueTask CheckSizeAsync(ItemPath item, string name, long size, CancellationToken cancellationToken)
    {
        if (size > RecordLimit.Least)
        {
            RecordLimit limit = await store.FindLimitAsync(cancellationToken);
            limit.Check(item, name, size, store.Description);
        }
    }

    private NotFoundException Missing(ItemFolder folder, string uuid) => new($"There is no {new ItemPath(folder, uuid)} in {store.Description}.");
}
