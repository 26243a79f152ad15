namespace Orleans.TaskFlow;

/// <summary>
/// A file tree in memory (the seeds' <c>FakeFilesystem</c>): folders, values and symbolic links. A path is its segments, from the
/// root, each any text; the empty path is the root. Holds the very values that it was given. Not safe for use by several threads.
/// </summary>
internal sealed class MemoryTree<TValue>
    where TValue : class
{
    /// <summary>How many links are followed, one after the other, before they are taken for a loop.</summary>
    public const int MaxLinks = 40;

    private readonly MemoryNode<TValue> _root = new("");

    /// <summary>The node at a path, a link being a node of its own; <see langword="null"/> if there is none.</summary>
    public MemoryNode<TValue>? Find(params ReadOnlySpan<string> path)
    {
        MemoryNode<TValue>? node = _root;
        foreach (string segment in path)
        {
            node = node.Find(segment);
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>Where a node leads: to itself, unless it is a link; <see langword="null"/> if nothing is there.</summary>
    /// <exception cref="InvalidOperationException">The links go round in a circle.</exception>
    public MemoryNode<TValue>? Resolve(MemoryNode<TValue>? node)
    {
        for (int links = 0; node?.Target is { } target; links++)
        {
            if (links == MaxLinks)
            {
                throw new InvalidOperationException($"The link '{node.Name}' leads back to itself, or over more than {MaxLinks} links.");
            }

            node = Find(target);
        }

        return node;
    }

    /// <summary>The value at a path, links followed; <see langword="null"/> if there is none.</summary>
    /// <exception cref="InvalidOperationException">The links go round in a circle.</exception>
    public TValue? Get(params ReadOnlySpan<string> path) => Resolve(Find(path))?.Value;

    /// <summary>Makes every folder on the way that is not there yet.</summary>
    public void EnsurePath(params ReadOnlySpan<string> path)
    {
        MemoryNode<TValue> node = _root;
        foreach (string segment in path)
        {
            node = node.FindOrAdd(segment);
        }
    }

    /// <summary>Puts a value at a path, in place of what is there.</summary>
    /// <exception cref="InvalidOperationException">The folder that it is to be in is not there.</exception>
    public void Set(TValue value, params ReadOnlySpan<string> path) => ParentOf(path).FindOrAdd(path[^1]).Value = value;

    /// <summary>Makes a link that leads to <paramref name="target"/>, whether that is there or not.</summary>
    /// <exception cref="InvalidOperationException">The folder that it is to be in is not there.</exception>
    public void Link(string[] target, params ReadOnlySpan<string> path) => ParentOf(path).FindOrAdd(path[^1]).Target = target;

    /// <summary>Removes a node and all that is below it; whether there was one. Links to it stay, and lead nowhere.</summary>
    public bool Delete(params ReadOnlySpan<string> path) =>
        !path.IsEmpty && (Find(path[..^1])?.Remove(path[^1]) ?? false);

    private MemoryNode<TValue> ParentOf(ReadOnlySpan<string> path) =>
        path.IsEmpty
            ? throw new InvalidOperationException("The root can be neither set nor linked.")
            : Find(path[..^1]) ?? throw new InvalidOperationException($"There is no folder for '{path[^1]}'.");
}
