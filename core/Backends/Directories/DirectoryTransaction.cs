namespace Orleans.TaskFlow;

/// <summary>A transaction that has the folder to itself from its beginning until its changes are on their way into the log.</summary>
internal sealed class DirectoryTransaction(DirectoryStore store, RecordLimit limit, DirectoryTurn turn) : PathTransaction
{
    public override ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => store.Find(path, whole: false)?.Head));

    public override ValueTask<string?> FindParentAsync(
        ItemPath path, ItemHead head, ItemPath expected, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => store.FindLinking(path, expected)));

    public override ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded(() => store.ListLinks(path)));

    public override async ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LogEntry[] entries = Guarded(() => Changes.Select(EntryOf).OfType<LogEntry>().ToArray());
        if (entries.Length > 0)
        {
            Task written = await turn.CommitAsync(entries);
            turn.Dispose();
            await written;
        }

        return true;
    }

    public override ValueTask DisposeAsync()
    {
        turn.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>The entry that makes a change; <see langword="null"/> if it is made.</summary>
    private LogEntry? EntryOf(PathChange change)
    {
        if (ItemFileName.Of(change.Path.Uuid) is null)
        {
            throw DirectoryFailure.NameTooLong(store.Root, change.Path);
        }

        return change switch
        {
            { Item: { } item } => EntryOf(change.Path, item),
            { Linked: { } linked } => store.LinksOf(change.Path).Contains(linked) ? null : LogEntry.Link(change.Path, linked),
            _ => LogEntry.Delete(change.Path),
        };
    }

    private LogEntry EntryOf(ItemPath path, PathItem item)
    {
        limit.Check(path, item.Head.Name, item.Size, $"the directory '{store.Root}'");
        return LogEntry.Set(path, item);
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw DirectoryFailure.Of(store.Root, error);
        }
    }
}
