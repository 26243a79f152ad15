using System.IO.Enumeration;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>
/// Where everything lies in the folder of a directory backend, and reading it: what is in the log comes before what is in the files.
/// To be used while its lock is held, by one caller at a time.
/// </summary>
internal sealed class DirectoryStore(string root, IDirectoryDisk disk, int maxCacheSize)
{
    /// <summary>The file in an item's folder that holds its JSON; TaskFlow for Python has it so.</summary>
    public const string ItemFile = "metadata";

    /// <summary>
    /// The file in an item's folder that lists its links, a name on each line, in the order in which they were added: a folder
    /// has no order of its own. TaskFlow for Python, which has none, passes over it.
    /// </summary>
    public const string OrderFile = "order";

    // Larger ones would make the cache's size, a number of items, mean nothing.
    private const int LargestCached = 64 * 1024;

    // By itself, .NET passes over names that begin with a dot.
    private static readonly EnumerationOptions _everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private static readonly DateTime _missing = DateTime.FromFileTimeUtc(0);

    private readonly LastUsed<ItemLinks> _links = new(maxCacheSize);
    private long _look;
    private long _logNumber = -1;

    public string Root => root;

    public IDirectoryDisk Disk => disk;

    /// <summary>What is kept of items in memory.</summary>
    public LastUsed<CachedItem> Cache { get; } = new(maxCacheSize);

    /// <summary>What is in the logs and not in the items' files.</summary>
    public UnfiledLayers Unfiled { get; } = new();

    /// <summary>Says which version of this layout the folder has.</summary>
    public string FormatFile { get; } = Path.Combine(root, "format");

    /// <summary>Holds changes that are not in the items' files yet, in turn with the other one.</summary>
    public string LogFile { get; } = Path.Combine(root, "log");

    public string SecondLogFile { get; } = Path.Combine(root, "log-2");

    /// <summary>Files that wait to take their place. What a broken off call leaves here is written over by the next.</summary>
    public string Staging { get; } = Path.Combine(root, "staging");

    public string Staged(long number) => Path.Combine(Staging, $"{number}");

    public string PathOf(ItemFolder folder) => Path.Combine(root, folder.Name);

    /// <summary>An item's own folder. Its uuid is one that a folder can be named for.</summary>
    public string PathOf(ItemPath path) => Path.Combine(root, path.Folder.Name, ItemFileName.Of(path.Uuid)!);

    /// <summary>Goes on from what is remembered if nobody has written to the folder since; the files are looked at anew.</summary>
    public void Begin(long logNumber)
    {
        if (_logNumber != logNumber)
        {
            Cache.Clear();
            _logNumber = logNumber;
        }

        LookAnew();
    }

    /// <summary>Notes that what was to be filed is in the files, and its log begun anew by this backend itself.</summary>
    public void EndFiling(long logNumber)
    {
        UnfiledChanges filed = Unfiled.Filing!;
        Unfiled.EndFiling();
        _logNumber = logNumber;
        LookAnew();
        if (filed.Cleared.Count > 0)
        {
            Cache.Clear();
        }

        foreach (ItemPath path in filed.Deleted.Concat(filed.Items.Keys))
        {
            Cache.Remove(path);
        }

        foreach (var (path, item) in filed.Items)
        {
            if (item is { Json: { } json, Head: { } head })
            {
                Remember(path, new CachedItem(item.WrittenAt, head, json, _look));
            }
        }
    }

    /// <summary>What is remembered from now on only counts where the files still are as they were: another program may have changed them.</summary>
    public void LookAnew()
    {
        _look++;
        _links.Clear();
    }

    /// <summary>Drops all that is remembered.</summary>
    public void Forget()
    {
        Unfiled.Clear();
        Cache.Clear();
        _links.Clear();
        _logNumber = -1;
    }

    /// <summary>Shows changes that are in the log.</summary>
    public void Show(IReadOnlyList<LogEntry> entries)
    {
        foreach (LogEntry entry in entries)
        {
            Unfiled.Newest.Add(entry);
            switch (entry.Kind)
            {
                case LogEntryKind.Link:
                    _links.Find(entry.Path)?.Add(entry.Linked!);
                    break;
                case LogEntryKind.Delete:
                    _links.Remove(entry.Path);
                    break;
                case LogEntryKind.Clear:
                    _links.Clear();
                    break;
            }
        }
    }

    /// <summary>An item that is there; <see langword="null"/> if there is none.</summary>
    /// <param name="path">Which.</param>
    /// <param name="whole">Whether its JSON is needed, too.</param>
    /// <exception cref="InvalidFormatException">Its file holds something else.</exception>
    public CachedItem? Find(ItemPath path, bool whole)
    {
        if (Unfiled.Find(path, out bool isGone) is { Json: { } json, Head: { } head })
        {
            return new CachedItem(default, head, json, _look);
        }

        if (isGone)
        {
            return null;
        }

        CachedItem? cached = Cache.Find(path);
        if (cached is not null && cached.Looked == _look && (!whole || cached.Json is not null))
        {
            return cached;
        }

        if (ItemFileName.Of(path.Uuid) is null)
        {
            return null;
        }

        string file = FileOf(path);
        DateTime writtenAt = WrittenAt(path);
        if (writtenAt == _missing)
        {
            return null;
        }

        CachedItem item = cached is not null && cached.WrittenAt == writtenAt && (!whole || cached.Json is not null)
            ? cached with { Looked = _look }
            : Load(path.Folder, file, writtenAt);
        Remember(path, item);
        return item;
    }

    public PathBranch? Read(ItemPath path, int levels)
    {
        if (Find(path, whole: true)?.Json is not { } json)
        {
            return null;
        }

        // A document of its own: one that was read keeps its parts, which would pile up in the cache.
        json = Document.OfTrusted(json.Utf8);
        return new PathBranch(
            json,
            levels == 0
                ? []
                : [.. ListLinks(path)!.Select(uuid => Read(new ItemPath(path.Folder.Linked!, uuid), levels - 1)).OfType<PathBranch>()]);
    }

    /// <summary>The uuids of all items in a folder.</summary>
    public IReadOnlyList<string> List(ItemFolder folder) => [.. Unfiled.List(folder, ListFiled(folder))];

    /// <summary>The uuids that the links of an item lead to; <see langword="null"/> if there is no such item.</summary>
    public IReadOnlyList<string>? ListLinks(ItemPath path) =>
        Find(path, whole: false) is null ? null : path.Folder.Linked is null ? [] : LinksOf(path).Uuids;

    /// <summary>The uuid of the item that links to another one; <see langword="null"/> if none does.</summary>
    /// <param name="linked">The one that is linked to.</param>
    /// <param name="expected">The one that mostly links to it: it is looked at before all others of its folder.</param>
    public string? FindLinking(ItemPath linked, ItemPath expected) =>
        LinksOf(expected).Contains(linked.Uuid)
            ? expected.Uuid
            : List(expected.Folder).FirstOrDefault(uuid => IsLinked(new ItemPath(expected.Folder, uuid), linked.Uuid));

    /// <summary>What an item links to, whether it is there or not.</summary>
    public ItemLinks LinksOf(ItemPath path)
    {
        if (_links.Find(path) is { } known)
        {
            return known;
        }

        var links = new ItemLinks(Unfiled.ListLinks(path, ListFiledLinks(path)));
        _links.Add(path, links);
        return links;
    }

    /// <summary>
    /// The names of the links in an item's folder: those that are listed, in that order, and after them those that another program
    /// made, by their age.
    /// </summary>
    public static IReadOnlyList<string> ListLinkNames(string itemFolder)
    {
        if (!Directory.Exists(itemFolder))
        {
            return [];
        }

        var links = new FileSystemEnumerable<string>(itemFolder, static (ref entry) => entry.FileName.ToString(), _everything)
        {
            ShouldIncludePredicate = static (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0,
        }.ToHashSet(StringComparer.Ordinal);
        string orderFile = Path.Combine(itemFolder, OrderFile);
        string[] listed = File.Exists(orderFile) ? File.ReadAllText(orderFile, Encoding.UTF8).Split('\n') : [];
        List<string> names = [.. listed.Where(links.Remove)];
        names.AddRange(links
            .OrderBy(link => new FileInfo(Path.Combine(itemFolder, link)).LastWriteTimeUtc)
            .ThenBy(link => link, StringComparer.Ordinal));
        return names;
    }

    /// <summary>When an item's file was written, as it says itself.</summary>
    public DateTime WrittenAt(ItemPath path) => File.GetLastWriteTimeUtc(FileOf(path));

    private string FileOf(ItemPath path) => Path.Combine(PathOf(path), ItemFile);

    private bool IsLinked(ItemPath path, string linked) =>
        Unfiled.IsLinked(path, linked)
        ?? (ItemFileName.Of(path.Uuid) is not null
            && ItemFileName.Of(linked) is { } link
            && new FileInfo(Path.Combine(PathOf(path), link)).LinkTarget is not null);

    // Nothing is looked at before the first is asked for.
    private IEnumerable<string> ListFiled(ItemFolder folder)
    {
        foreach (string item in Directory.EnumerateDirectories(PathOf(folder)))
        {
            if (File.Exists(Path.Combine(item, ItemFile)))
            {
                yield return ItemFileName.Decode(Path.GetFileName(item));
            }
        }
    }

    private IEnumerable<string> ListFiledLinks(ItemPath path)
    {
        foreach (string name in ItemFileName.Of(path.Uuid) is null ? [] : ListLinkNames(PathOf(path)))
        {
            yield return ItemFileName.Decode(name);
        }
    }

    private void Remember(ItemPath path, CachedItem item) =>
        Cache.Add(path, item.Json is { Utf8.Length: > LargestCached } ? item with { Json = null } : item);

    private CachedItem Load(ItemFolder folder, string file, DateTime writtenAt)
    {
        byte[] bytes = File.ReadAllBytes(file);
        try
        {
            Document json = StoredJson.Read(bytes);
            ItemHead head =
                folder == ItemFolder.Books ? new ItemHead(LogBook.FromDocument(json).Name)
                : folder == ItemFolder.Flows ? new ItemHead(FlowDetail.FromDocument(json).Name)
                : ItemHead.Of(PathItem.ReadAtom(json));
            return new CachedItem(writtenAt, head, json, _look);
        }
        catch (Exception error) when (error is InvalidFormatException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw DirectoryFailure.Damaged(file, error);
        }
    }
}
