using Microsoft.Win32.SafeHandles;

namespace Orleans.TaskFlow;

/// <summary>
/// The locks of one folder, always taken in the same order: a gate for the callers of this backend; the file <c>queue</c>, held while
/// waiting for the next; the file <c>lock</c>, shared by readers, or held by one writer. The operating system releases both files
/// when a process ends. They are opened anew each time, so that a folder that was moved away is noticed.
/// </summary>
internal sealed class DirectoryLock(string root, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>The lock itself. Its contents count the writes.</summary>
    public string LockFile { get; } = Path.Combine(root, "lock");

    /// <summary>Whoever waits for the lock holds this one, so that a process that asks again and again does not get it each time.</summary>
    public string QueueFile { get; } = Path.Combine(root, "queue");

    /// <exception cref="StorageFailureException">Another process held it for too long, or there is no such folder, or no lock.</exception>
    public async ValueTask<DirectoryLease> AcquireAsync(bool exclusive, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            using SafeFileHandle queue = await OpenAsync(QueueFile, exclusive: true, started, cancellationToken);
            return new DirectoryLease(await OpenAsync(LockFile, exclusive, started, cancellationToken), _gate);
        }
        catch (Exception error)
        {
            _gate.Release();
            if (DirectoryFailure.IsOfSystem(error))
            {
                throw DirectoryFailure.Of(root, error);
            }

            throw;
        }
    }

    /// <summary>Makes the files, where they are not there.</summary>
    public void CreateFiles()
    {
        foreach (string file in new[] { QueueFile, LockFile })
        {
            // Opening a file that is there would ask for its lock.
            if (!File.Exists(file))
            {
                using SafeFileHandle _ = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            }
        }
    }

    /// <summary>Waits until no call of this backend holds the lock. Those that come later get it all the same, and have to be refused.</summary>
    public async ValueTask DisposeAsync()
    {
        // The gate itself is only memory; disposing it would leave those who wait at it waiting.
        await _gate.WaitAsync();
        _gate.Release();
    }

    private async ValueTask<SafeFileHandle> OpenAsync(string file, bool exclusive, long started, CancellationToken cancellationToken)
    {
        for (TimeSpan pause = _firstPause; ; pause = pause + pause < _longestPause ? pause + pause : _longestPause)
        {
            if (TryOpen(file, exclusive, out IOException? held) is { } handle)
            {
                return handle;
            }

            if (time.GetElapsedTime(started) >= timeout)
            {
                throw new StorageFailureException(
                    $"The directory '{root}' was in use by another process for longer than the lock timeout of {timeout}: "
                    + $"the file '{file}' is locked. Try again, or raise the timeout.",
                    held);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static SafeFileHandle? TryOpen(string file, bool exclusive, out IOException? held)
    {
        held = null;
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(
                file,
                FileMode.Open,
                exclusive ? FileAccess.ReadWrite : FileAccess.Read,
                exclusive ? FileShare.None : FileShare.Read);
            UnixFiles.Lock(handle, file, exclusive);
            return handle;
        }
        catch (IOException error)
        {
            handle?.Dispose();
            if (error.HResult is not (LinuxHeld or MacHeld or WindowsHeld))
            {
                throw;
            }

            held = error;
            return null;
        }
    }
}
