namespace Orleans.TaskFlow;

/// <summary>Where the nodes of a store lie.</summary>
internal sealed class NodePaths(string root)
{
    private readonly string _prefix = root == "/" ? "" : root;

    /// <summary>The node that everything is below.</summary>
    public string Root => root;

    /// <summary>Says which version of the layout this is. TaskFlow for Python passes it over.</summary>
    public string Format => _prefix + "/format";

    /// <summary>Holds a node for each call that is writing more than one transaction takes; see <see cref="NodeBatch"/>.</summary>
    public string Batches => _prefix + "/batches";

    public string Of(ItemFolder folder) => $"{_prefix}/{folder.Name}";

    public string OfBatch(string batch) => $"{Batches}/{batch}";

    /// <summary>The node of an item; <see langword="null"/> if none can be called so.</summary>
    public string? Of(ItemPath path) => NodeName.Of(path.Uuid) is { } name ? $"{Of(path.Folder)}/{name}" : null;

    /// <summary>The node of an item that is to be written.</summary>
    /// <exception cref="StorageFailureException">None can be called so.</exception>
    public string Needed(ItemPath path) => Of(path) ?? throw new StorageFailureException(
        $"The {path} cannot be kept in ZooKeeper: its uuid of {path.Uuid.Length} characters is not Unicode, or makes a node's name of more than "
        + $"{NodeName.MaxBytes} bytes. Give it a shorter uuid.");

    /// <summary>All nodes that a store consists of before anything is kept in it, each after the one above it.</summary>
    public IEnumerable<string> Folders => Above(root).Concat(ItemFolder.All.Select(Of)).Append(Batches);

    private static IEnumerable<string> Above(string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }

        if (path != "/")
        {
            yield return path;
        }
    }
}
