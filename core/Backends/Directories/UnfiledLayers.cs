namespace Orleans.TaskFlow;

/// <summary>
/// What is in the two logs of a directory and not in the items' files, and how it shows over what is in them. While changes are being
/// filed nobody can tell how much of them the files have, so that these are not asked for what is in here.
/// </summary>
internal sealed class UnfiledLayers
{
    /// <summary>What is in the log that calls append to.</summary>
    public UnfiledChanges Newest { get; private set; } = new();

    /// <summary>What is in the other log, and being filed; <see langword="null"/> for nothing.</summary>
    public UnfiledChanges? Filing { get; private set; }

    public bool IsEmpty => Newest.IsEmpty && Filing is null;

    private IEnumerable<UnfiledChanges> NewestFirst => Filing is null ? [Newest] : [Newest, Filing];

    private IEnumerable<UnfiledChanges> OldestFirst => Filing is null ? [Newest] : [Filing, Newest];

    /// <summary>Has what is added from now on in a layer of its own.</summary>
    /// <returns>What is to be filed.</returns>
    public UnfiledChanges BeginFiling()
    {
        Filing = Newest;
        Newest = new UnfiledChanges();
        return Filing;
    }

    /// <summary>Drops what was being filed.</summary>
    public void EndFiling() => Filing = null;

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        Newest = new UnfiledChanges();
        Filing = null;
    }

    /// <summary>What an item is to be, where both that and its head are known.</summary>
    /// <param name="path">Which.</param>
    /// <param name="isGone">Whether there is no such item, whatever the files have.</param>
    public UnfiledItem? Find(ItemPath path, out bool isGone)
    {
        isGone = false;
        foreach (UnfiledChanges changes in NewestFirst)
        {
            if (changes.Find(path) is { Json: not null, Head: not null } item)
            {
                return item;
            }

            if (changes.TakesAway(path))
            {
                isGone = true;
                break;
            }
        }

        return null;
    }

    /// <summary>Whether an item links to another one; <see langword="null"/> where that is for its files to say.</summary>
    public bool? IsLinked(ItemPath path, string linked)
    {
        foreach (UnfiledChanges changes in NewestFirst)
        {
            if (changes.Find(path)?.Links.Contains(linked) is true)
            {
                return true;
            }

            if (changes.TakesAway(path))
            {
                return false;
            }
        }

        return null;
    }

    /// <summary>The uuids of all items in a folder.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="filed">Those that have files. Not looked at while these are being cleared away.</param>
    public IEnumerable<string> List(ItemFolder folder, IEnumerable<string> filed)
    {
        IEnumerable<string> uuids = filed;
        foreach (UnfiledChanges changes in OldestFirst)
        {
            uuids = changes.Cleared.Contains(folder) ? [] : uuids.Where(uuid => !changes.TakesAway(new ItemPath(folder, uuid)));
            uuids = uuids.Union(changes.Items.Where(item => item.Key.Folder == folder && item.Value.Json is not null).Select(item => item.Key.Uuid));
        }

        return uuids;
    }

    /// <summary>The uuids that the links of an item lead to, in their order.</summary>
    /// <param name="path">The item.</param>
    /// <param name="filed">Those that are among its files. Not looked at while these are being deleted.</param>
    public IEnumerable<string> ListLinks(ItemPath path, IEnumerable<string> filed)
    {
        IEnumerable<string> uuids = filed;
        foreach (UnfiledChanges changes in OldestFirst)
        {
            // Those that are being filed may be among the files, and are not in the order that is there.
            ItemLinks? added = changes.Find(path)?.Links;
            uuids = (changes.TakesAway(path) ? [] : uuids.Where(uuid => added?.Contains(uuid) is not true)).Concat(added?.Uuids ?? []);
        }

        return uuids;
    }
}
