namespace Orleans.TaskFlow;

/// <summary>A folder, a value or a link in a <see cref="MemoryTree{TValue}"/>; it may be several of them at once.</summary>
internal sealed class MemoryNode<TValue>(string name)
    where TValue : class
{
    // Children keep their order, and adding or removing one does not cost more among many. Most nodes have none.
    private LinkedList<MemoryNode<TValue>>? _children;
    private Dictionary<string, LinkedListNode<MemoryNode<TValue>>>? _byName;

    public string Name { get; } = name;

    public TValue? Value { get; set; }

    /// <summary>The path that this leads to, if it is a link.</summary>
    public string[]? Target { get; set; }

    /// <summary>The children, in the order in which they were added.</summary>
    public IReadOnlyCollection<MemoryNode<TValue>> Children => (IReadOnlyCollection<MemoryNode<TValue>>?)_children ?? [];

    /// <summary>Another number each time that a child was added or removed.</summary>
    public int ChildrenVersion { get; private set; }

    public MemoryNode<TValue>? Find(string name) => _byName?.GetValueOrDefault(name)?.Value;

    public MemoryNode<TValue> FindOrAdd(string name)
    {
        if (Find(name) is { } there)
        {
            return there;
        }

        _children ??= new();
        _byName ??= new(StringComparer.Ordinal);
        var child = new MemoryNode<TValue>(name);
        _byName.Add(name, _children.AddLast(child));
        ChildrenVersion++;
        return child;
    }

    public bool Remove(string name)
    {
        if (_byName is null || !_byName.Remove(name, out var child))
        {
            return false;
        }

        _children!.Remove(child);
        ChildrenVersion++;
        return true;
    }
}
