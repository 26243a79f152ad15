namespace Orleans.TaskFlow;

/// <summary>The items used last, at most so many. Used only while a lock on the folder is held, by one caller at a time.</summary>
internal sealed class ItemCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Path, CachedItem Item)>> _byPath = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Path, CachedItem Item)> _byUse = new();

    public int Count => _byPath.Count;

    /// <summary>Which generation of the folder these items are of: it has another one once somebody else has written to it.</summary>
    public long Generation { get; set; } = -1;

    /// <summary>Drops everything, if it is of another generation.</summary>
    public void MoveTo(long generation)
    {
        if (Generation != generation)
        {
            Clear();
            Generation = generation;
        }
    }

    public CachedItem? Find(string path)
    {
        if (!_byPath.TryGetValue(path, out var node))
        {
            return null;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.Item;
    }

    public void Add(string path, CachedItem item)
    {
        Remove(path);
        _byPath.Add(path, _byUse.AddFirst((path, item)));
        if (_byPath.Count > capacity)
        {
            _byPath.Remove(_byUse.Last!.Value.Path);
            _byUse.RemoveLast();
        }
    }

    public void Remove(string path)
    {
        if (_byPath.Remove(path, out var node))
        {
            _byUse.Remove(node);
        }
    }

    public void Clear()
    {
        _byPath.Clear();
        _byUse.Clear();
    }
}
