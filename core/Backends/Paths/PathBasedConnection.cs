using System.Runtime.CompilerServices;

namespace Orleans.TaskFlow;

/// <summary>
/// The seeds' path-based connection: logbooks, flows and atoms are items in three folders, each with its JSON, and what belongs
/// to a book or to a flow is linked below its item. A store adds how items are read, and how changes are made together.
/// </summary>
internal abstract class PathBasedConnection(string store, TimeProvider? time = null) : IConnection
{
    /// <inheritdoc/>
    public abstract Task UpgradeAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract Task ValidateAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract Task ClearAllAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public Task SaveLogBookAsync(LogBook book, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        return ChangeAsync(
            book,
            static async (transaction, book, cancellationToken) =>
            {
                Belonging.CheckAtoms(book);
                ItemPath path = ItemPath.Of(book);
                ItemHead? stored = await transaction.FindAsync(path, cancellationToken);
                transaction.Set(path, PathItem.Of(book.Onto(stored), stored));
                foreach (FlowDetail flow in book)
                {
                    ItemHead? storedFlow = await transaction.FindAsync(ItemPath.Of(flow), cancellationToken);
                    await CheckParentAsync(transaction, ItemPath.Of(flow), storedFlow, path, cancellationToken);
                    await SaveFlowAsync(transaction, flow, storedFlow, book.Uuid, cancellationToken);
                    transaction.Link(path, flow.Uuid);
                }

                return book;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DestroyLogBookAsync(string uuid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        return ChangeAsync(
            (Path: new ItemPath(ItemFolder.Books, uuid), Connection: this),
            static async (transaction, book, cancellationToken) =>
            {
                var flows = await transaction.ListLinksAsync(book.Path, cancellationToken) ?? throw book.Connection.Missing(book.Path);
                foreach (string flow in flows)
                {
                    var flowPath = new ItemPath(ItemFolder.Flows, flow);
                    foreach (string atom in await transaction.ListLinksAsync(flowPath, cancellationToken) ?? [])
                    {
                        transaction.Delete(new ItemPath(ItemFolder.Atoms, atom));
                    }

                    transaction.Delete(flowPath);
                }

                transaction.Delete(book.Path);
                return book.Path;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FlowDetail> UpdateFlowDetailsAsync(FlowDetail flow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return ChangeAsync(
            (Flow: flow, Connection: this),
            static async (transaction, given, cancellationToken) =>
            {
                ItemPath path = ItemPath.Of(given.Flow);
                ItemHead stored = await transaction.FindAsync(path, cancellationToken) ?? throw given.Connection.Missing(path);
                return await SaveFlowAsync(transaction, given.Flow, stored, stored.Parent, cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AtomDetail> UpdateAtomDetailsAsync(AtomDetail atom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(atom);
        return ChangeAsync(
            (Atom: atom, Connection: this),
            static async (transaction, given, cancellationToken) =>
            {
                ItemPath path = ItemPath.Of(given.Atom);
                ItemHead stored = await transaction.FindAsync(path, cancellationToken) ?? throw given.Connection.Missing(path);
                return SaveAtom(transaction, given.Atom, stored, stored.Parent);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogBook> GetLogBooksAsync(
        bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string uuid in await ListAsync(ItemFolder.Books, cancellationToken))
        {
            // One that was destroyed since the list was made is not a logbook of the store any more.
            if (await ReadAsync(new ItemPath(ItemFolder.Books, uuid), lazy ? 0 : 2, cancellationToken) is { } branch)
            {
                yield return BookOf(branch);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<LogBook> GetLogBookAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        BookOf(await ReadExistingAsync(ItemFolder.Books, uuid, lazy ? 0 : 2, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<FlowDetail> GetFlowsForBookAsync(
        string bookUuid, bool lazy = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(bookUuid);
        var book = await ReadAsync(new ItemPath(ItemFolder.Books, bookUuid), lazy ? 1 : 2, cancellationToken);
        foreach (PathBranch flow in book?.Children ?? [])
        {
            yield return FlowOf(flow);
        }
    }

    /// <inheritdoc/>
    public async Task<FlowDetail> GetFlowDetailsAsync(string uuid, bool lazy = false, CancellationToken cancellationToken = default) =>
        FlowOf(await ReadExistingAsync(ItemFolder.Flows, uuid, lazy ? 0 : 1, cancellationToken));

    /// <inheritdoc/>
    public async Task<AtomDetail> GetAtomDetailsAsync(string uuid, CancellationToken cancellationToken = default) =>
        PathItem.ReadAtom((await ReadExistingAsync(ItemFolder.Atoms, uuid, 0, cancellationToken)).Json);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AtomDetail> GetAtomsForFlowAsync(
        string flowUuid, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(flowUuid);
        var flow = await ReadAsync(new ItemPath(ItemFolder.Flows, flowUuid), 1, cancellationToken);
        foreach (PathBranch atom in flow?.Children ?? [])
        {
            yield return PathItem.ReadAtom(atom.Json);
        }
    }

    /// <summary>The uuids of all items in a folder, in no particular order.</summary>
    protected abstract ValueTask<IReadOnlyList<string>> ListAsync(ItemFolder folder, CancellationToken cancellationToken);

    /// <summary>
    /// An item with what is linked below it, so many levels deep, as it was between two transactions; <see langword="null"/> if
    /// there is none. Links to items that are not there any more are passed over.
    /// </summary>
    protected abstract ValueTask<PathBranch?> ReadAsync(ItemPath path, int levels, CancellationToken cancellationToken);

    /// <summary>Begins a transaction.</summary>
    protected abstract ValueTask<PathTransaction> BeginAsync(CancellationToken cancellationToken);

    private static async ValueTask<FlowDetail> SaveFlowAsync(
        PathTransaction transaction, FlowDetail flow, ItemHead? stored, string? bookUuid, CancellationToken cancellationToken)
    {
        ItemPath path = ItemPath.Of(flow);
        FlowDetail result = flow.Onto(stored);
        transaction.Set(path, PathItem.Of(result, stored, bookUuid));

        // Asked for together, for a store that is a network away.
        ValueTask<ItemHead?>[] heads = [.. flow.Select(atom => transaction.FindAsync(ItemPath.Of(atom), cancellationToken))];
        int next = 0;
        foreach (AtomDetail atom in flow)
        {
            ItemHead? storedAtom = await heads[next++];
            await CheckParentAsync(transaction, ItemPath.Of(atom), storedAtom, path, cancellationToken);
            result.Add(SaveAtom(transaction, atom, storedAtom, flow.Uuid));
            transaction.Link(path, atom.Uuid);
        }

        return result;
    }

    private static async ValueTask CheckParentAsync(
        PathTransaction transaction, ItemPath path, ItemHead? stored, ItemPath parent, CancellationToken cancellationToken)
    {
        if (stored is not null)
        {
            Belonging.Check(path, await transaction.FindParentAsync(path, stored, parent, cancellationToken), parent);
        }
    }

    private static AtomDetail SaveAtom(PathTransaction transaction, AtomDetail atom, ItemHead? stored, string? flowUuid)
    {
        AtomDetail result = atom.Onto(stored);
        transaction.Set(ItemPath.Of(atom), PathItem.Of(result, stored, flowUuid));
        return result;
    }

    private static FlowDetail FlowOf(PathBranch branch)
    {
        FlowDetail flow = FlowDetail.FromDocument(branch.Json);
        flow.Expect(branch.Children.Count);
        foreach (PathBranch atom in branch.Children)
        {
            flow.Add(PathItem.ReadAtom(atom.Json));
        }

        return flow;
    }

    private LogBook BookOf(PathBranch branch)
    {
        LogBook book = LogBook.FromDocument(branch.Json, time);
        DateTime? updatedAt = book.UpdatedAt;
        foreach (PathBranch flow in branch.Children)
        {
            book.Add(FlowOf(flow));
        }

        // Adding a flow notes the time; here it is not a change.
        book.UpdatedAt = updatedAt ?? book.UpdatedAt;
        return book;
    }

    /// <summary>Plans changes from what is stored and makes them, again if the store was changed meanwhile.</summary>
    private async Task<TResult> ChangeAsync<TState, TResult>(
        TState state,
        Func<PathTransaction, TState, CancellationToken, ValueTask<TResult>> plan,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using PathTransaction transaction = await BeginAsync(cancellationToken);
            TResult result = await plan(transaction, state, cancellationToken);
            if (await transaction.TryCommitAsync(cancellationToken))
            {
                return result;
            }
        }
    }

    private async ValueTask<PathBranch> ReadExistingAsync(
        ItemFolder folder, string uuid, int levels, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var path = new ItemPath(folder, uuid);
        return await ReadAsync(path, levels, cancellationToken) ?? throw Missing(path);
    }

    private NotFoundException Missing(ItemPath path) => new($"There is no {path} in {store}.");
}
