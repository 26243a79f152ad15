namespace Orleans.TaskFlow.Quickstart;

/// <summary>Where this program writes: such files and folders are not hashed, should they lie in the folder.</summary>
public sealed class OwnFiles
{
    private readonly List<string> _paths = [];

    /// <summary>The file or the folder that a backend keeps its data in, if it does.</summary>
    /// <exception cref="ArgumentException">That is no backend's name or URI.</exception>
    public static OwnFiles Of(string backendUri)
    {
        var address = BackendAddress.Parse(backendUri);
        var files = new OwnFiles();
        if (address.Host is null && address.Path is { Length: > 0 } path)
        {
            // SQLite puts its log beside the file, under the same name with an ending.
            files.Add(path, path + "-wal", path + "-shm", path + "-journal");
        }

        return files;
    }

    internal void Add(params IEnumerable<string> paths) => _paths.AddRange(paths.Select(Path.GetFullPath));

    internal bool Contain(string fullPath) => _paths.Contains(fullPath, StringComparer.Ordinal);
}
