namespace Orleans.TaskFlow;

/// <summary>
/// The locks of one folder, always taken in the same order: the file <c>queue</c>, held while waiting for the next; the file
/// <c>lock</c>, shared by readers, or held by one writer. The operating system releases both when a process ends. They are opened
/// anew each time, so that a folder that was moved away is noticed.
/// </summary>
internal sealed class DirectoryLock(string root, IDirectoryDisk disk, TimeSpan timeout, TimeProvider time)
{
    // Whoever waits for the lock is alone with that; at the queue there may be many.
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestPauseInQueue = TimeSpan.FromMilliseconds(20);

    /// <summary>The lock itself.</summary>
    public string LockFile { get; } = Path.Combine(root, "lock");

    /// <summary>
    /// Whoever waits for the lock holds this one: a process that asks again and again does not get it each time, and the one that has
    /// the lock sees that it is awaited.
    /// </summary>
    public string QueueFile { get; } = Path.Combine(root, "queue");

    /// <exception cref="StorageFailureException">Another process held it for too long, or there is no such folder, or no lock.</exception>
    public async ValueTask<DirectoryLease> AcquireAsync(bool exclusive, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        try
        {
            using IDisposable queue = await TakeAsync(
                QueueFile, () => LockQueue(exclusive), _longestPauseInQueue, started, cancellationToken);
            IDisposable held = await TakeAsync(
                LockFile, () => disk.TryLock(LockFile, exclusive), _firstPause, started, cancellationToken);
            return new DirectoryLease(held, exclusive);
        }
        catch (Exception error) when (DirectoryFailure.IsOfSystem(error))
        {
            throw DirectoryFailure.Of(root, error);
        }
    }

    /// <summary>Whether somebody waits for the lock.</summary>
    public bool IsAwaited()
    {
        using IDisposable? queue = LockQueue(exclusive: false);
        return queue is null;
    }

    /// <summary>Makes the files, where they are not there.</summary>
    public void CreateFiles()
    {
        foreach (string file in new[] { QueueFile, LockFile })
        {
            if (File.Exists(file))
            {
                continue;
            }

            try
            {
                disk.Write(file, default);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process has made it meanwhile, and holds it.
            }
        }
    }

    private IDisposable? LockQueue(bool exclusive)
    {
        try
        {
            return disk.TryLock(QueueFile, exclusive: true);
        }
        catch (Exception error) when (!exclusive && DirectoryFailure.IsOfRights(error))
        {
            // Readers who may not write do not take turns.
            return disk.TryLock(QueueFile, exclusive: false);
        }
    }

    private async ValueTask<IDisposable> TakeAsync(
        string file, Func<IDisposable?> tryLock, TimeSpan longestPause, long started, CancellationToken cancellationToken)
    {
        for (TimeSpan pause = _firstPause; ; pause = pause + pause < longestPause ? pause + pause : longestPause)
        {
            if (tryLock() is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(started) >= timeout)
            {
                throw new StorageFailureException(
                    $"The directory '{root}' was in use by another process for longer than the lock timeout of {timeout}: "
                    + $"the file '{file}' is locked. Try again, or raise the timeout.");
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
