namespace Orleans.TaskFlow;

/// <summary>
/// Changes to a path-based store that are made together, or not at all, and only while everything that was read for them is
/// still so. Disposing it without having committed changes nothing.
/// </summary>
/// <remarks>
/// A store with locks holds one from the beginning to the end, and its commits succeed; a store that tells versions apart
/// compares them as it commits. One caller at a time, who may ask for several things before the first is answered.
/// </remarks>
internal abstract class PathTransaction : IAsyncDisposable
{
    private readonly List<PathChange> _changes = [];

    /// <summary>What is to be changed. A link comes after both its ends, and an item is deleted after those that it links to.</summary>
    protected IReadOnlyList<PathChange> Changes => _changes;

    /// <summary>The head of a stored item; <see langword="null"/> if there is none. The commit depends on it.</summary>
    public abstract ValueTask<ItemHead?> FindAsync(ItemPath path, CancellationToken cancellationToken);

    /// <summary>The uuid of the logbook or flow that a stored flow or atom is in; <see langword="null"/> if it is in none.</summary>
    /// <param name="path">The flow or atom.</param>
    /// <param name="head">What <see cref="FindAsync"/> has found there.</param>
    /// <param name="expected">Where it mostly is: a store whose heads do not say it looks for a link there first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual ValueTask<string?> FindParentAsync(
        ItemPath path, ItemHead head, ItemPath expected, CancellationToken cancellationToken) => ValueTask.FromResult(head.Parent);

    /// <summary>
    /// The uuids that the links below an item lead to; <see langword="null"/> if there is no such item. The commit depends on them.
    /// </summary>
    public abstract ValueTask<IReadOnlyList<string>?> ListLinksAsync(ItemPath path, CancellationToken cancellationToken);

    public void Set(ItemPath path, PathItem item) => _changes.Add(new PathChange(path, Item: item));

    public void Link(ItemPath path, string linked) => _changes.Add(new PathChange(path, Linked: linked));

    public void Delete(ItemPath path) => _changes.Add(new PathChange(path));

    /// <summary>Makes the changes.</summary>
    /// <returns><see langword="false"/> if something that was read has changed since: nothing was written, and it is time to begin anew.</returns>
    public abstract ValueTask<bool> TryCommitAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
