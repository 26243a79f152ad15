namespace Orleans.TaskFlow;

/// <summary>
/// What the records of a directory's log come to, all in all: the changes that are to be made to the items' files. An item that is
/// written again and again is in here once.
/// </summary>
internal sealed class UnfiledChanges
{
    private readonly Dictionary<ItemPath, UnfiledItem> _items = [];
    private readonly HashSet<ItemPath> _deleted = [];
    private readonly HashSet<ItemFolder> _cleared = [];

    public bool IsEmpty => _items.Count == 0 && _deleted.Count == 0 && _cleared.Count == 0;

    /// <summary>Those that are there after all; made last.</summary>
    public IReadOnlyDictionary<ItemPath, UnfiledItem> Items => _items;

    /// <summary>Those that were there before, and are not any more; made after what is cleared.</summary>
    public IReadOnlyCollection<ItemPath> Deleted => _deleted;

    /// <summary>The folders that lost all that was in them before; made first.</summary>
    public IReadOnlyCollection<ItemFolder> Cleared => _cleared;

    public UnfiledItem? Find(ItemPath path) => _items.GetValueOrDefault(path);

    /// <summary>Whether what was there of an item before these changes is there no more.</summary>
    public bool TakesAway(ItemPath path) => _deleted.Contains(path) || _cleared.Contains(path.Folder);

    public void Add(LogEntry entry)
    {
        switch (entry.Kind)
        {
            case LogEntryKind.Set:
                UnfiledItem set = ItemOf(entry.Path);
                set.Json = entry.Json;
                set.Head = entry.Head;
                break;
            case LogEntryKind.Link:
                ItemOf(entry.Path).Links.Add(entry.Linked!);
                break;
            case LogEntryKind.Delete:
                _items.Remove(entry.Path);
                _deleted.Add(entry.Path);
                break;
            default:
                _cleared.Add(entry.Path.Folder);
                _deleted.RemoveWhere(path => path.Folder == entry.Path.Folder);
                foreach (ItemPath path in _items.Keys.Where(path => path.Folder == entry.Path.Folder))
                {
                    _items.Remove(path);
                }

                break;
        }
    }

    private UnfiledItem ItemOf(ItemPath path)
    {
        if (!_items.TryGetValue(path, out UnfiledItem? item))
        {
            _items.Add(path, item = new UnfiledItem());
        }

        return item;
    }
}
