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
/// <para>A call that returned is on the disk (see <see cref="DirectoryBackendOptions.Durable"/>). Processes that use this library
/// respect each other's locks; TaskFlow for Python does not know them, so let it have the folder only while nobody else uses it.</para>
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

    internal DirectoryBackend(DirectoryBackendOptions options, IDirectoryDisk? disk, TimeProvider? time)
    {
        Check(options);
        Durable = options.Durable;
        Store = new DirectoryStore(
            Path.GetFullPath(options.Path),
            disk ?? new DirectoryDisk(options.Durable),
            new ItemCache(options.MaxCacheSize),
            new DirectoryLock(Path.GetFullPath(options.Path), options.LockTimeout, time ?? TimeProvider.System));
    }

    /// <inheritdoc/>
    public string Description => $"directory {Store.Root}";

    internal DirectoryStore Store { get; }

    /// <summary>Whether a write waits for the disk, and so may take its time.</summary>
    internal bool Durable { get; }

    /// <inheritdoc/>
    public IConnection Connect()
    {
        ThrowIfDisposed();
        return new DirectoryConnection(this);
    }

    /// <summary>Waits for the call that has begun; those that are waiting for their turn are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Store.Lock.DisposeAsync();
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

        if (options.LockTimeout < TimeSpan.Zero || options.LockTimeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(options.LockTimeout)} is {options.LockTimeout}; it is from zero to one day.");
        }
    }

    /// <summary>Takes the lock of a folder in which nothing is half done, and drops from memory what others have changed.</summary>
    internal async ValueTask<DirectoryLease> AcquireAsync(bool exclusive, CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfDisposed();
            DirectoryLease lease = await Store.Lock.AcquireAsync(exclusive, cancellationToken);
            try
            {
                ThrowIfDisposed();
                if (!File.Exists(Store.JournalFile))
                {
                    Store.Cache.MoveTo(lease.ReadGeneration());
                    return lease;
                }

                if (exclusive)
                {
                    new DirectoryCommit(Store, lease).Recover();
                    return lease;
                }
            }
            catch (Exception error)
            {
                lease.Dispose();
                throw DirectoryFailure.IsOfSystem(error) ? DirectoryFailure.Of(Store.Root, error) : error;
            }

            // Only a writer may finish what another one has begun.
            lease.Dispose();
            (await AcquireAsync(exclusive: true, cancellationToken)).Dispose();
        }
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
