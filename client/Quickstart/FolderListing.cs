namespace Orleans.TaskFlow.Quickstart;

/// <summary>The files of a folder and of the folders in it. Links, pipes, sockets and devices are not listed.</summary>
internal sealed class FolderListing
{
    private const char NotUtf8 = '\uFFFD';

    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<SourceFile> _files = [];
    private readonly List<UnreadFile> _unread = [];
    private readonly OwnFiles _ownFiles;

    private FolderListing(OwnFiles ownFiles) => _ownFiles = ownFiles;

    /// <summary>The files, sorted by path as <c>LC_ALL=C sort</c> does.</summary>
    public IReadOnlyList<SourceFile> Files => _files;

    /// <summary>What is there, but could not be listed.</summary>
    public IReadOnlyList<UnreadFile> Unread => _unread;

    public static FolderListing Of(DirectoryInfo folder, OwnFiles ownFiles)
    {
        var listing = new FolderListing(ownFiles);
        listing.List(folder, prefix: "");
        listing._files.Sort((one, other) => PathOrder.Compare(one.Path, other.Path));
        return listing;
    }

    private void List(DirectoryInfo folder, string prefix)
    {
        try
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos("*", NoLinks))
            {
                Add(entry, prefix + entry.Name);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _unread.Add(new UnreadFile(prefix, error.Message));
        }
    }

    private void Add(FileSystemInfo entry, string path)
    {
        // A name that is not UTF-8 comes with a replacement, which leads to no file, or to the wrong one.
        if (entry.Name.Contains(NotUtf8) && !(entry.Exists && _names.Add(path)))
        {
            _unread.Add(new UnreadFile(path, "its name is not UTF-8; rename it"));
        }
        else if (_ownFiles.Contain(entry.FullName))
        {
            return;
        }
        else if (entry is DirectoryInfo folder)
        {
            List(folder, path + "/");
        }
        else if (entry is FileInfo { Exists: true } file && FileKind.IsRegular(file))
        {
            _files.Add(new SourceFile(path, file.FullName, file.Length, file.LastWriteTimeUtc));
        }
    }
}
