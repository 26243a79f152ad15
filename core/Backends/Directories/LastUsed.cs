namespace Orleans.TaskFlow;

/// <summary>What was used last of each item, at most of so many. For one caller at a time.</summary>
internal sealed class LastUsed<T>(int capacity)
    where T : class
{
    private readonly Dictionary<ItemPath, LinkedListNode<(ItemPath Path, T Value)>> _byPath = [];
    private readonly LinkedList<(ItemPath Path, T Value)> _byUse = new();

    public int Count => _byPath.Count;

    public T? Find(ItemPath path)
    {
        if (!_byPath.TryGetValue(path, out var node))
        {
            return null;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.Value;
    }

    public void Add(ItemPath path, T value)
    {
        Remove(path);
        _byPath.Add(path, _byUse.AddFirst((path, value)));
        if (_byPath.Count > capacity)
        {
            _byPath.Remove(_byUse.Last!.Value.Path);
            _byUse.RemoveLast();
        }
    }

    public void Remove(ItemPath path)
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
