namespace Orleans.TaskFlow;

/// <summary>
/// Finds where a flow or atom is linked that another program has written: it does not say so itself. Each logbook, and for an atom each
/// flow, is looked at.
/// </summary>
internal sealed class ParentSearch(ZooKeeperBackend backend)
{
    /// <summary>The uuid of the logbook or flow; <see langword="null"/> if there is none.</summary>
    /// <param name="path">The flow or atom.</param>
    /// <param name="expected">Where it mostly is: it is looked at before all others.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<string?> FindAsync(ItemPath path, ItemPath expected, CancellationToken cancellationToken)
    {
        if (await IsLinkedAsync(expected, path, cancellationToken))
        {
            return expected.Uuid;
        }

        foreach (string book in await ListAsync(backend.Paths.Of(ItemFolder.Books), cancellationToken))
        {
            var bookPath = new ItemPath(ItemFolder.Books, NodeName.Decode(book));
            if (path.Folder == ItemFolder.Flows)
            {
                if (await IsLinkedAsync(bookPath, path, cancellationToken))
                {
                    return bookPath.Uuid;
                }

                continue;
            }

            foreach (string flow in await ListAsync(backend.Paths.Needed(bookPath), cancellationToken))
            {
                if (await IsLinkedAsync(new ItemPath(ItemFolder.Flows, NodeName.Decode(flow)), path, cancellationToken))
                {
                    return NodeName.Decode(flow);
                }
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string node, CancellationToken cancellationToken) =>
        await backend.Nodes.ListAsync(node, cancellationToken) ?? [];

    private async Task<bool> IsLinkedAsync(ItemPath parent, ItemPath path, CancellationToken cancellationToken) =>
        backend.Paths.Of(parent) is { } node
        && NodeName.Of(path.Uuid) is { } name
        && await backend.Nodes.LookAsync($"{node}/{name}", cancellationToken) is not null;
}
