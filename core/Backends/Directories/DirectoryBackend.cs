namespace Orleans.TaskFlow;

/// <summary>
/// Keeps logbooks as JSON files in a folder (the seeds' <c>dir</c> backend): no service to start, durable, and readable with any
/// editor. The files lie as TaskFlow for Python has them, which can open the same folder. Several processes may use one folder
/// at once.
/// </summary>
/// <remarks>
/// <para>An item is the file <c>books/UUID/metadata</c>, <c>flow_details/UUID/metadata</c> or <c>atom_details/UUID/metadata</c>; symbolic
/// links beside it lead to what belongs to it, and the file <c>order</c> lists them. A uuid is its own folder name; the characters that
/// a file name cannot hold are percent-encoded, and a uuid whose name is longer than 255 bytes is refused with a
/// <see cref="StorageFailureException"/>.</para>
/// <para>A call that returned is on the disk (see <see cref="DirectoryBackendOptions.Durable"/>): in the file <c>log</c> or
/// <c>log-2</c> at first, and in the items' files once no call came for a moment (50 ms), another process wants the folder, a second
/// has passed, or the backend is disposed of. What a process that was killed has left in the logs is brought into the files by the next that uses the folder.</para>
/// <para>Processes that use this library respect each other's locks, and see all that was acknowledged; TaskFlow for Python does not know
/// the locks and the log, so let it have the folder only once every backend on it was disposed of, or has taken over from one that was killed.</para>
/// </remarks>
public sealed class DirectoryBackend : IBackend
{
    private volatile bool _disposed;

    /// <summary>A backend on the folder that the options name. Nothing is opened before the first call that needs it.</summary>
    /// <param name="options">Where the folder is. Read once.</param>
    /// <param name="time">Measures waits for locks; the system's if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what is allowed.</exception>
    public DirectoryBackend(DirectoryBackendOptions options, TimeProvider? time = null)
        : this(options, null, time)
    {
    }

    internal DirectoryBackend(DirectoryBackendOptions options, IDirectoryDisk? disk, TimeProvider? time, DirectoryPace? pace = null)
    {
        Check(options);
        string root = Path.GetFullPath(options.Path);
        disk ??= new DirectoryDisk(options.Durable);
        Store = new DirectoryStore(root, disk, options.MaxCacheSize);
        Limit = RecordLimit.Of(options.MaxRecordSize);
        Lock = new DirectoryLock(root, disk, options.LockTimeout, time ?? TimeProvider.System);
        Hold = new DirectoryHold(Store, Lock, options.Durable, pace ?? new DirectoryPace());
    }

    /// <inheritdoc/>
    public string Description => $"directory {Store.Root}";

    internal DirectoryStore Store { get; }

    internal RecordLimit Limit { get; }

    internal DirectoryLock Lock { get; }

    internal DirectoryHold Hold { get; }

    /// <inheritdoc/>
    public IConnection Connect()
    {
        ThrowIfDisposed();
        return new DirectoryConnection(this);
    }

    /// <summary>
    /// Waits for the call that has begun, and brings everything into the items' files; calls that are waiting for their turn are
    /// refused. What cannot be brought there, such as to a disk that is full, stays in the log for whoever uses the folder next.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Hold.DisposeAsync();
    }

    internal static void Check(DirectoryBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{nameof(options.Path)} is not the path of a folder: name one, such as /var/flows.");
        }

        if (options.MaxCacheSize < 1)
        {
            throw new ArgumentException($"{nameof(options.MaxCacheSize)} is {options.MaxCacheSize}; it is at least 1.");
        }

        _ = RecordLimit.Of(options.MaxRecordSize);
        if (options.LockTimeout < TimeSpan.Zero || options.LockTimeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(options.LockTimeout)} is {options.LockTimeout}; it is from zero to one day.");
        }
    }

    /// <summary>Waits for the turn of a call, which begins on a folder in which nothing is half done.</summary>
    internal ValueTask<DirectoryTurn> EnterAsync(bool exclusive, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return Hold.EnterAsync(exclusive, cancellationToken);
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
