namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks in the memory of this process (the seeds' <c>memory</c> backend): for tests, and for work that need not outlive
/// the process. Each instance is a store of its own, empty at first and gone when it is disposed.
/// </summary>
/// <remarks>
/// It holds serialized copies, so that an object which a caller saved or read and then changed does not change what is stored.
/// </remarks>
public sealed class MemoryBackend : IBackend
{
    private MemoryTree<PathItem>? _tree;

    /// <summary>An empty store, ready for use: upgrading it does nothing.</summary>
    public MemoryBackend()
        : this(time: null)
    {
    }

    internal MemoryBackend(TimeProvider? time)
    {
        Time = time;
        Clear();
    }

    /// <inheritdoc/>
    public string Description => "memory";

    /// <summary>Dates what happens to logbooks that were read; the system's if <see langword="null"/>.</summary>
    internal TimeProvider? Time { get; }

    /// <summary>To be held whenever the tree is used.</summary>
    internal Lock Gate { get; } = new();

    internal MemoryTree<PathItem> Tree => _tree ?? throw new ObjectDisposedException(nameof(MemoryBackend));

    /// <inheritdoc/>
    public IConnection Connect()
    {
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_tree is null, this);
            return new MemoryConnection(this);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (Gate)
        {
            _tree = null;
        }

        return ValueTask.CompletedTask;
    }

    internal void Clear()
    {
        var tree = new MemoryTree<PathItem>();
        foreach (ItemFolder folder in ItemFolder.All)
        {
            tree.EnsurePath(folder.Name);
        }

        _tree = tree;
    }
}
