using System.IO.Enumeration;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>Where everything lies in the folder of a directory backend, and reading it. To be used while its lock is held.</summary>
internal sealed class DirectoryStore(string root, IDirectoryDisk disk, ItemCache cache, DirectoryLock @lock)
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

    public string Root => root;

    public IDirectoryDisk Disk => disk;

    public ItemCache Cache => cache;

    public DirectoryLock Lock => @lock;

    /// <summary>Says which version of this layout the folder has.</summary>
    public string FormatFile { get; } = Path.Combine(root, "format");

    /// <summary>The steps of a transaction that has been decided; there only until they are made.</summary>
    public string JournalFile { get; } = Path.Combine(root, "journal");

    /// <summary>Files that wait to take their place. What a broken off transaction leaves here is written over by the next.</summary>
    public string Staging { get; } = Path.Combine(root, "staging");

    public string Staged(long number) => Path.Combine(Staging, $"{number}");

    public string PathOf(ItemFolder folder) => Path.Combine(root, folder.Name);

    public string PathOf(ItemFolder folder, string name) => Path.Combine(root, folder.Name, name);

    /// <summary>An item that is there; <see langword="null"/> if there is none.</summary>
    /// <param name="path">Which.</param>
    /// <param name="whole">Whether its JSON is needed, too.</param>
    /// <exception cref="InvalidFormatException">Its file holds something else.</exception>
    public CachedItem? Find(ItemPath path, bool whole)
    {
        if (ItemFileName.Of(path.Uuid) is not { } name)
        {
            return null;
        }

        string file = Path.Combine(PathOf(path.Folder, name), ItemFile);
        DateTime writtenAt = File.GetLastWriteTimeUtc(file);
        if (writtenAt == _missing)
        {
            return null;
        }

        if (cache.Find(file) is { } cached && cached.WrittenAt == writtenAt && (!whole || cached.Json is not null))
        {
            return cached;
        }

        var item = Load(path.Folder, file, writtenAt);
        Remember(file, item);
        return item;
    }

    /// <summary>Keeps an item that was read or written in memory.</summary>
    public void Remember(string file, CachedItem item) =>
        cache.Add(file, item.Json is { Utf8.Length: > LargestCached } ? item with { Json = null } : item);

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
    public IReadOnlyList<string> List(ItemFolder folder) =>
    [
        .. Directory.EnumerateDirectories(PathOf(folder))
            .Where(item => File.Exists(Path.Combine(item, ItemFile)))
            .Select(item => ItemFileName.Decode(Path.GetFileName(item))),
    ];

    /// <summary>The uuids that the links of an item lead to; <see langword="null"/> if there is no such item.</summary>
    public IReadOnlyList<string>? ListLinks(ItemPath path) =>
        ItemFileName.Of(path.Uuid) is { } name && File.Exists(Path.Combine(PathOf(path.Folder, name), ItemFile))
            ? path.Folder.Linked is null ? [] : [.. ListLinkNames(PathOf(path.Folder, name)).Select(ItemFileName.Decode)]
            : null;

    /// <summary>The uuid of the item that links to another one; <see langword="null"/> if none does.</summary>
    /// <param name="linked">The one that is linked to.</param>
    /// <param name="expected">The one that mostly links to it: it is looked at before all others of its folder.</param>
    public string? FindLinking(ItemPath linked, ItemPath expected)
    {
        return Links(expected.Uuid) ? expected.Uuid : List(expected.Folder).FirstOrDefault(Links);

        bool Links(string uuid) =>
            ItemFileName.Of(uuid) is { } item && ItemFileName.Of(linked.Uuid) is { } link
            && Path.Exists(Path.Combine(PathOf(expected.Folder, item), link));
    }

    /// <summary>
    /// The names of the links in an item's folder: those that are listed, in that order, and after them those that another program
    /// made, by their age.
    /// </summary>
    public static IReadOnlyList<string> ListLinkNames(string itemFolder)
    {
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

    private static CachedItem Load(ItemFolder folder, string file, DateTime writtenAt)
    {
        byte[] bytes = File.ReadAllBytes(file);
        try
        {
            Document json = StoredJson.Read(bytes);
            ItemHead head =
                folder == ItemFolder.Books ? new ItemHead(LogBook.FromDocument(json).Name)
                : folder == ItemFolder.Flows ? new ItemHead(FlowDetail.FromDocument(json).Name)
                : ItemHead.Of(PathItem.ReadAtom(json));
            return new CachedItem(writtenAt, head, json);
        }
        catch (Exception error) when (error is InvalidFormatException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw DirectoryFailure.Damaged(file, error);
        }
    }
}
